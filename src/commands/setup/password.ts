import type { Command } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { hashPassword } from '../../base/password-hash.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'

const shortest = 8
const saltBytes = 16

async function password({ readSecret, random, stdout, stderr }: Host): Promise<void> {
  const text = await readSecret('Пароль моста (не короче 8 знаков)')
  if ([...text].length < shortest) throw new OperatorError(`Пароль короче ${shortest} знаков. Придумайте длиннее.`)
  stdout.write(`${await hashPassword(text, random(saltBytes))}\n`)
  stderr.write(
    'Впишите эту строку в config.json: bitrix24.password (сам пароль укажите в карточке кассы) или admin.password.\n',
  )
}

const texts = {
  name: 'password',
  summary: 'Хешировать пароль моста: в настройках вместо пароля останется строка scrypt$…',
  examples: ['password', 'password < password.txt'],
}

/** `fiscal-bridge password`: a password from the terminal or a pipe becomes a line for the settings. */
export const passwordCommand = (host: Host): Command => makeCommand(texts, host).action(() => password(host))

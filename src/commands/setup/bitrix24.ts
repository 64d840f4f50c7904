import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { fitsPassword, looksHashed } from '../../base/password-hash.ts'
import { redactor } from '../../base/redactor.ts'
import { comparePortal } from '../../bitrix24/portal/portal-check.ts'
import { portalOfds } from '../../bitrix24/portal/portal-form.ts'
import { cardValues, handlerCode, planOf } from '../../bitrix24/portal/portal-plan.ts'
import type { Remark } from '../../bitrix24/portal/remark.ts'
import { removeFromPortal } from '../../bitrix24/portal/remove.ts'
import { setUpPortal } from '../../bitrix24/portal/setup.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import type { Mode } from '../../record/identity.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { httpsUrl } from '../cli/option-values.ts'
import { portalClient, requireWebhook } from './portal-client.ts'

interface PortalOptions {
  readonly config: string
  readonly webhook?: string
  readonly code: string
}
interface StatusOptions extends PortalOptions {
  readonly publicUrl: string
  readonly mode: Mode
  readonly ofd?: string
}
interface SetupOptions extends StatusOptions {
  readonly ofd: string
  readonly email: string
}

const load = (options: PortalOptions, host: Host): Promise<Config> =>
  loadConfig(resolve(host.cwd, options.config), host)

/** The password itself, for the cashbox's card: the settings may hold only its hash. */
async function cardPassword({ bitrix24 }: Config, { readSecret }: Host): Promise<string> {
  if (!looksHashed(bitrix24.password)) return bitrix24.password
  const password = await readSecret('Пароль моста (в настройках только его хеш)')
  if (await fitsPassword(password, bitrix24.password)) return password
  throw new OperatorError('Этот пароль не подходит к хешу из настроек. Повторите или задайте новый: password.')
}

const signOf = { fine: '  ', wrong: '! ', unknown: '? ' } as const satisfies Record<Remark['kind'], string>

/** Prints remarks, without the secret of the address; the result is how many there are of a kind. */
function print(remarks: readonly Remark[], { bitrix24 }: Config, { stdout }: Host): (kind: Remark['kind']) => number {
  const hide = redactor([bitrix24.secret])
  for (const { kind, text } of remarks) stdout.write(`${signOf[kind]}${hide(text)}\n`)
  return (kind) => remarks.filter((one) => one.kind === kind).length
}

async function setup(options: SetupOptions, host: Host): Promise<void> {
  const config = await load(options, host)
  const client = portalClient(requireWebhook(options.webhook, config), host)
  const plan = planOf(config, options.publicUrl, options.code)
  const { ofd, email, mode } = options
  const values = cardValues(config.bitrix24, await cardPassword(config, host), mode)
  const remarks = await setUpPortal(client, plan, { ofd, email, mode, values }, host.stopping)
  host.stdout.write(`Портал ${client.portal}\n`)
  const count = print(remarks, config, host)
  if (mode === 'TEST') host.stdout.write('Режим TEST: чеки будут учебными, настоящая касса их не печатает.\n')
  host.exitWith(count('wrong') === 0 ? 0 : 1)
}

async function status(options: StatusOptions, host: Host): Promise<void> {
  const config = await load(options, host)
  const client = portalClient(requireWebhook(options.webhook, config), host)
  const plan = planOf(config, options.publicUrl, options.code)
  const remarks: Remark[] = []
  const expected = { mode: options.mode, ofd: options.ofd }
  for await (const remark of comparePortal(client, plan, expected, host.stopping)) remarks.push(remark)
  host.stdout.write(`Портал ${client.portal}\n`)
  const count = print(remarks, config, host)
  const bad = count('wrong')
  const unseen = count('unknown')
  host.stdout.write(bad === 0 ? 'Портал и мост согласны' : `Расхождений: ${bad}`)
  host.stdout.write(unseen === 0 ? '.\n' : `; сверить нельзя: ${unseen}.\n`)
  host.exitWith(bad === 0 ? 0 : 1)
}

async function remove(options: PortalOptions, host: Host): Promise<void> {
  const config = await load(options, host)
  const client = portalClient(requireWebhook(options.webhook, config), host)
  const told = await removeFromPortal(client, planOf(config, '', options.code), host.stopping)
  host.stdout.write(`Портал ${client.portal}\n${told.join('\n')}\n`)
}

const publicUrl = 'https://kassa.shop.ru'
const texts = {
  name: 'bitrix24',
  summary: 'Завести мост на портале Битрикс24, сверить и убрать.',
  examples: ['bitrix24 setup --help', `bitrix24 status --public-url ${publicUrl}`],
}
const setupTexts = {
  name: 'setup',
  summary: 'Завести на портале обработчик и кассы или обновить их. Можно повторять.',
  examples: [`bitrix24 setup --public-url ${publicUrl} \\\n      --ofd bx_firstofd --email owner@shop.ru`],
}
const statusTexts = {
  name: 'status',
  summary: 'Сверить то, что записано на портале, с тем, что обслуживает мост. Код выхода 1, если есть расхождения.',
  examples: [`bitrix24 status --public-url ${publicUrl}`],
}
const removeTexts = {
  name: 'remove',
  summary: 'Убрать с портала кассы моста и обработчик.',
  examples: ['bitrix24 remove'],
}

const withPortalOptions = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'файл настроек', 'config.json')
    .option('--webhook <url>', 'вебхук портала вместо указанного в настройках')
    .option('--code <code>', 'код обработчика на портале', handlerCode)
const withPublicUrl = (command: Command): Command =>
  command.requiredOption('--public-url <url>', 'внешний адрес моста, https', httpsUrl)
const modeOption = (): Option =>
  new Option('--mode <mode>', 'режим кассы').choices(['ACTIVE', 'TEST']).default('ACTIVE')
const ofdOption = (): Option => new Option('--ofd <code>', 'ОФД кассы').choices(portalOfds)

/** `fiscal-bridge bitrix24 setup | status | remove`: the portal's side of the bridge. */
export const bitrix24Command = (host: Host): Command =>
  makeCommand(texts, host)
    .addCommand(
      withPublicUrl(withPortalOptions(makeCommand(setupTexts, host)))
        .addOption(ofdOption().makeOptionMandatory())
        .requiredOption('--email <email>', 'кому портал пишет о неудачных чеках')
        .addOption(modeOption())
        .action((options: SetupOptions) => setup(options, host)),
    )
    .addCommand(
      withPublicUrl(withPortalOptions(makeCommand(statusTexts, host)))
        .addOption(ofdOption())
        .addOption(modeOption())
        .action((options: StatusOptions) => status(options, host)),
    )
    .addCommand(
      withPortalOptions(makeCommand(removeTexts, host)).action((options: PortalOptions) => remove(options, host)),
    )

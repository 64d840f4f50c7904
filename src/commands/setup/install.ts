import { dirname, join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { carryOut, describe } from '../../service/carry-out.ts'
import {
  accounts,
  folders,
  type InstalledFile,
  installedFiles,
  installSteps,
  programPath,
  type Step,
  uninstallSteps,
} from '../../service/install-plan.ts'
import { isMissing } from '../../store/durable-json.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'

interface InstallOptions {
  /** Undefined: the one that is installed already, or the usual one. */
  readonly account?: string
  readonly dryRun?: boolean
}

function accountName(text: string): string {
  if (/^[a-z_][a-z0-9_-]{0,30}$/.test(text)) return text
  throw new InvalidArgumentError('Нужно имя учётной записи Linux: строчные латинские буквы, цифры, «-» и «_».')
}

async function packagedFiles({ files, packageFolder }: Host): Promise<Record<InstalledFile, string>> {
  const names = Object.keys(installedFiles) as InstalledFile[]
  const texts = names.map(async (name) => {
    const bytes = await files.readFile(join(packageFolder, 'systemd', name))
    return [name, Buffer.from(bytes).toString('utf8')] as const
  })
  return Object.fromEntries(await Promise.all(texts)) as Record<InstalledFile, string>
}

/** The units run the program from its own place, whatever copy of it carries out this command. */
async function requireProgram({ files }: Host): Promise<void> {
  const names = await files.list(dirname(programPath)).catch((): string[] => [])
  if (names.includes('fiscal-bridge')) return
  throw new OperatorError(
    `Программы нет в ${programPath}. Установите её туда:\n` +
      '  sudo npm install --global --prefix /opt/fiscal-bridge ./fiscal-bridge-*.tgz',
  )
}

async function carryOutHere(steps: readonly Step[], dryRun: boolean | undefined, host: Host): Promise<boolean> {
  const { stdout, files, run, userName } = host
  if (dryRun === true) {
    stdout.write(`${describe(steps)}\n`)
    return false
  }
  if (userName !== 'root') throw new OperatorError('Нужны права администратора: запустите через sudo.')
  await carryOut(steps, { files, run, say: (line) => stdout.write(`${line}\n`) })
  return true
}

/** Whom the installed unit runs the daemon as; undefined when there is none. */
async function installedAccount({ files }: Host): Promise<string | undefined> {
  try {
    const unit = await files.readFile(installedFiles['fiscal-bridge.service'])
    return /^User=(\S+)$/m.exec(Buffer.from(unit).toString('utf8'))?.[1]
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function install({ account: named, dryRun }: InstallOptions, host: Host): Promise<void> {
  const account = named ?? (await installedAccount(host)) ?? accounts.daemon
  const steps = installSteps(await packagedFiles(host), account)
  if (dryRun !== true) await requireProgram(host)
  if (!(await carryOutHere(steps, dryRun, host))) return
  host.stdout.write(
    [
      '',
      'Служба установлена. Дальше:',
      `  1. настройки: ${folders.settings}/config.json, владелец ${account}, права 0600`,
      '  2. запуск: systemctl enable --now fiscal-bridge.socket fiscal-bridge.service',
      `  3. туннель: ${folders.tunnel}/edge.conf, затем systemctl enable --now fiscal-bridge-tunnel@edge.service`,
      '',
    ].join('\n'),
  )
}

async function uninstall({ dryRun }: Pick<InstallOptions, 'dryRun'>, host: Host): Promise<void> {
  if (!(await carryOutHere(uninstallSteps(), dryRun, host))) return
  host.stdout.write(
    [
      '',
      'Служба удалена. Остались настройки, данные (чеки!) и учётные записи:',
      ...Object.values(folders).map((path) => `  ${path}`),
      '',
    ].join('\n'),
  )
}

const installTexts = {
  name: 'install',
  summary: 'Установить мост как службу systemd: юниты, правило udev, учётные записи, папки.',
  examples: ['install', 'install --dry-run', 'install --account kassa'],
}

/** `fiscal-bridge install`: what the service needs of this machine, written and checked. */
export const installCommand = (host: Host): Command =>
  makeCommand(installTexts, host)
    .option(
      '--account <name>',
      `учётная запись, под которой работает мост; без неё прежняя или ${accounts.daemon}`,
      accountName,
    )
    .option('--dry-run', 'только показать, что будет сделано')
    .action((options: InstallOptions) => install(options, host))

const uninstallTexts = {
  name: 'uninstall',
  summary: 'Убрать службу моста; настройки, данные и учётные записи остаются.',
  examples: ['uninstall', 'uninstall --dry-run'],
}

/** `fiscal-bridge uninstall`: takes back what `install` did, except what cannot be had again. */
export const uninstallCommand = (host: Host): Command =>
  makeCommand(uninstallTexts, host)
    .option('--dry-run', 'только показать, что будет сделано')
    .action((options: Pick<InstallOptions, 'dryRun'>) => uninstall(options, host))

import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { loadDataFolder } from '../../config/data-folder.ts'
import { isMissing } from '../../store/durable-json.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { momentText } from '../cli/moment-text.ts'
import { packageVersion } from '../cli/package-version.ts'
import { Progress } from '../cli/progress.ts'

interface DataOptions {
  readonly config: string
  readonly data?: string
}

const dataFolder = ({ config, data }: DataOptions, { cwd, files }: Host): Promise<string> =>
  data === undefined ? loadDataFolder(resolve(cwd, config), files) : Promise.resolve(resolve(cwd, data))

const withDataOptions = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'файл настроек, в котором указана папка данных', 'config.json')
    .option('-d, --data <folder>', 'папка данных вместо указанной в настройках')

async function isThere(path: string, { files }: Host): Promise<boolean> {
  try {
    await files.readFile(path)
    return true
  } catch {
    return false
  }
}

async function makeBackup(name: string, options: DataOptions, host: Host): Promise<void> {
  const { backup } = await import('../../data/backup.ts')
  const root = await dataFolder(options, host)
  const file = resolve(host.cwd, name)
  if (!(await isThere(resolve(root, 'install.json'), host))) {
    throw new OperatorError(`В папке ${root} нет данных моста. Укажите её: --data или --config`)
  }
  if (await isThere(file, host)) throw new OperatorError(`Файл ${file} уже есть. Укажите другое имя.`)
  const progress = new Progress(host)
  const label = {
    backup: 'fiscal-bridge',
    version: await packageVersion(host),
    at: new Date(host.clock.now()).toISOString(),
  } as const
  const show = (count: number): void => progress.show(`Скопировано файлов: ${count}`)
  const [from, to] = [await host.filesOf(root), await host.filesOf(dirname(file))]
  const { count, bytes, foreign } = await backup(from, root, file, label, show, to)
  progress.clear()
  host.stdout.write(
    `Копия ${file}: файлов ${count}, ${Math.ceil(bytes / 1024)} КБ.\nВ ней ключ установки и контакты покупателей: храните её как секрет.\n`,
  )
  if (foreign.length > 0) {
    host.stdout.write(`Не скопированы чужие файлы, мосту они не принадлежат: ${foreign.join(', ')}\n`)
  }
}

/** Whose the restored files are to be: the folder's owner, or that of the folder in which it is made. */
async function heirOf(root: string, { files }: Host): Promise<string> {
  const isMade = await files.list(root).then(
    () => true,
    (error: unknown) => !isMissing(error),
  )
  return isMade ? root : dirname(root)
}

async function restoreBackup(name: string, options: DataOptions, host: Host): Promise<void> {
  const [{ restore, FolderNotEmpty }, { BadTarball }, { lockFolder, DataFolderBusy }] = await Promise.all([
    import('../../data/restore.ts'),
    import('../../data/tarball.ts'),
    import('../../store/lock.ts'),
  ])
  const root = await dataFolder(options, host)
  const file = resolve(host.cwd, name)
  if (!(await isThere(file, host))) throw new OperatorError(`Файла ${file} нет или он не читается.`)
  const progress = new Progress(host)
  try {
    const files = await host.filesOf(await heirOf(root, host))
    await files.makeFolder(root)
    const unlock = await lockFolder(root)
    const show = (count: number): void => progress.show(`Восстановлено файлов: ${count}`)
    const { count, label } = await restore(files, file, root, show, host.files).finally(unlock)
    progress.clear()
    host.stdout.write(
      `В ${root} восстановлена копия от ${momentText(label.at, host.timeZone)}, файлов ${count}.\nЧеки, пробитые после неё, мост найдёт в накопителе сам; проверьте: fiscal-bridge audit\nЧеки, которые в ней ещё ждали печати, мост задержит: их могли отменить и пробить заново. Решите о них: fiscal-bridge release, cancel\n`,
    )
  } catch (cause) {
    progress.clear()
    if (cause instanceof DataFolderBusy) throw new OperatorError(cause.message, { cause })
    if (cause instanceof FolderNotEmpty) {
      throw new OperatorError(
        `Папка ${root} не пуста, чужие данные не перезаписываются. Переименуйте её и повторите, или укажите другую: --data`,
        { cause },
      )
    }
    if (!(cause instanceof BadTarball)) throw cause
    throw new OperatorError(`Файл ${file} — не целая копия моста. Папку ${root} уберите и возьмите другую копию.`, {
      cause,
    })
  }
}

/** `fiscal-bridge backup FILE`: a copy of everything, made beside the running daemon or without it. */
export const backupCommand = (host: Host): Command =>
  withDataOptions(
    makeCommand(
      {
        name: 'backup',
        summary: 'Скопировать все данные моста в один файл. Мост можно не останавливать.',
        examples: ['backup /mnt/usb/bridge-2026-11-23.tar.gz'],
      },
      host,
    ).argument('<file>', 'новый файл копии, .tar.gz'),
  ).action((file: string, options: DataOptions) => makeBackup(file, options, host))

/** `fiscal-bridge restore FILE`: into an empty folder that no daemon works on. */
export const restoreCommand = (host: Host): Command =>
  withDataOptions(
    makeCommand(
      {
        name: 'restore',
        summary: 'Восстановить данные моста из копии в пустую папку.',
        examples: ['restore /mnt/usb/bridge-2026-11-23.tar.gz --data /var/lib/fiscal-bridge'],
      },
      host,
    ).argument('<file>', 'файл копии'),
  ).action((file: string, options: DataOptions) => restoreBackup(file, options, host))

import { basename } from 'node:path'
import { DamagedRecords } from '../../../drivers/simulator/machine/record-file.ts'
import { SimulatorFailure } from '../../../drivers/simulator/machine/simulator-failure.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { CorruptFile } from '../../store/durable-json.ts'
import { InstallMismatch } from '../../store/install.ts'
import { DataFolderBusy } from '../../store/lock.ts'
import { NewerFormat } from '../../store/migrations.ts'
import { reasonText } from '../../words/reason-text.ts'

/** What the operating system's refusals mean for a start, in Russian; `where` is the path or address it refused. */
const systemTexts: Readonly<Record<string, (where: string) => string>> = {
  EADDRINUSE: (where) =>
    `Адрес ${where} занят другой программой. Остановите её или укажите другой порт: --port, --admin-port`,
  EADDRNOTAVAIL: (where) => `Адреса ${where} нет на этом компьютере. Проверьте host в настройках.`,
  EACCES: (where) => `Нет прав на ${where}. Запустите от имени пользователя, которому принадлежит папка данных.`,
  EPERM: (where) =>
    `Система не даёт прочитать ${where}. Запустите от имени пользователя, которому принадлежит папка данных.`,
  EMFILE: (where) => `Открыто слишком много файлов (${where}). Поднимите ограничение LimitNOFILE и запустите снова.`,
  ENFILE: (where) => `В системе открыто слишком много файлов (${where}). Закройте лишние программы и запустите снова.`,
  EIO: (where) => `Диск не отдаёт ${where}: мост не запущен, чеки целы. Проверьте диск и запустите снова.`,
  ENOSPC: (where) => `На диске нет места (${where}). Освободите его и запустите снова.`,
  EROFS: (where) => `Диск доступен только для чтения (${where}). Проверьте его и укажите другую папку: --data`,
}

/** Failures whose message is written for the person who starts the program. */
const outspoken = [DataFolderBusy, InstallMismatch] as const

/** Failures that the person must know of in other words than the log. */
const reworded: readonly (readonly [new (message: string) => Error, string])[] = [
  [NewerFormat, 'Данные записаны более новой версией моста. Обновите мост, данные не трогайте.'],
  [
    DamagedRecords,
    'Файл фискальной памяти симулятора повреждён. Укажите другую папку (--data) или восстановите её из копии.',
  ],
]

/** What may be done without each file of the data folder when no backup has it, in Russian. */
const withoutFile: Readonly<Record<string, string>> = {
  'claims.json': 'мост заново прочитает накопители касс, а решения людей о документах без метки забудет',
  'sequence.json': 'мост продолжит счёт после открытых чеков',
}

function corruptText({ path }: CorruptFile): string {
  const lost = withoutFile[basename(path)]
  const restore = `Файл ${path} повреждён, мост не запущен, чеки целы. Верните файл из резервной копии: fiscal-bridge restore.`
  return lost === undefined ? restore : `${restore} Если копии нет, переименуйте его: ${lost}.`
}

interface SystemError extends Error {
  readonly code?: string
  readonly path?: string
  readonly address?: string
  readonly port?: number
}

const placeOf = ({ path, address, port }: SystemError): string => path ?? `${address ?? ''}:${port ?? ''}`

/** The failure of a start in words for the person who started it; what is not known here stays as it is. */
export function startFailure(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure
  const text = textOf(failure)
  return text === undefined ? failure : new OperatorError(text, { cause: failure })
}

function textOf(failure: Error): string | undefined {
  if (failure instanceof SimulatorFailure) return reasonText(failure.reason, 'ru')
  if (outspoken.some((kind) => failure instanceof kind)) return failure.message
  if (failure instanceof CorruptFile) return corruptText(failure)
  const systemError: SystemError = failure
  return (
    reworded.find(([kind]) => failure instanceof kind)?.[1] ??
    systemTexts[systemError.code ?? '']?.(placeOf(systemError))
  )
}

import { join } from 'node:path'
import type { Clock } from '../../drivers/clock.ts'
import type { Files } from '../../drivers/files.ts'
import { leastFreeBytes } from '../watch/signs.ts'
import { doubtful, type Finding, no, yes } from './finding.ts'

export interface DiskParts {
  readonly files: Files
  readonly clock: Clock
  /** Data folder. */
  readonly folder: string
  readonly modeOf: (path: string) => Promise<number>
  readonly freeBytes: (path: string) => Promise<number>
}

const probeName = '.doctor-probe'
const writes = 10
/** A receipt takes about six durable writes: one slower than that keeps Bitrix24 waiting, ms. */
const slowMs = 50
const tooSlowMs = 500
const megabyte = 1_000_000
const othersMay = 0o077

async function syncMs({ files, clock, folder }: DiskParts): Promise<number> {
  const path = join(folder, probeName)
  const begun = clock.monotonic()
  try {
    for (let count = 0; count < writes; count += 1) {
      await files.writeFile(path, 'x'.repeat(4096), true)
      await files.syncFolder(folder)
    }
    return (clock.monotonic() - begun) / writes
  } finally {
    await files.remove(path)
  }
}

async function access({ modeOf, folder }: DiskParts): Promise<Finding> {
  const title = 'Папка данных закрыта от других'
  if (((await modeOf(folder)) & othersMay) === 0) return yes(title, folder)
  return doubtful(title, `${folder} доступна другим пользователям`, `Выполните: chmod 700 ${folder}`)
}

async function speed(parts: DiskParts): Promise<Finding> {
  const title = 'Диск записывает надёжно и быстро'
  const ms = await syncMs(parts)
  const detail = `${ms.toFixed(1)} мс на запись с подтверждением`
  if (ms >= tooSlowMs) return no(title, detail, 'Перенесите папку данных на SSD: чеки будут приниматься слишком долго.')
  if (ms >= slowMs) return doubtful(title, detail, 'Лучше перенести папку данных на SSD.')
  return yes(title, detail)
}

async function space({ freeBytes, folder }: DiskParts): Promise<Finding> {
  const title = 'На диске есть место'
  const free = await freeBytes(folder)
  const detail = `свободно ${Math.floor(free / megabyte)} МБ`
  return free >= leastFreeBytes ? yes(title, detail) : no(title, detail, 'Освободите место: без него чеки не принять.')
}

/** What to do about the refusals that say more than that the folder is not the bridge's, in Russian. */
const mends: Readonly<Record<string, string>> = {
  EIO: 'Диск неисправен: замените его и восстановите данные из копии.',
  ENOSPC: 'Освободите место на диске: без него чеки не принять.',
  EROFS: 'Диск доступен только для чтения: проверьте его и смонтируйте для записи.',
}

/** The disk under the data folder. Writes a file of its own there and removes it. */
export async function diskFindings(parts: DiskParts): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of [access, speed, space]) {
    try {
      findings.push(await check(parts))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const mend =
        mends[code ?? ''] ??
        `Создайте папку ${parts.folder} и отдайте её пользователю, от имени которого работает мост; doctor запускайте от его же имени.`
      findings.push(no('Папка данных доступна мосту', `${parts.folder}: ${code ?? String(error)}`, mend))
      break
    }
  }
  return findings
}

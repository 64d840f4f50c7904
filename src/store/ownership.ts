import { join } from 'node:path'
import type { Files } from '../../drivers/files.ts'
import { type InstallSecret, isUuid, uuidOf } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { InstallMismatch } from './install.ts'
import type { ReceiptStore } from './receipt-store.ts'
import { closedFolder, namesIn } from './store-folders.ts'

/** Closed records that are looked at for a readable one: the start must not grow with history. */
const mostReads = 1024

/** A tombstone has nothing left of what its name was made from. */
const isTombstone = ({ receipt, bitrixUuid }: ReceiptRecord): boolean => receipt === null || bitrixUuid === ''

/** UUIDs of closed receipts, those of past years last. */
async function* closedUuids(files: Files, root: string, store: ReceiptStore): AsyncGenerator<string> {
  const closed = join(root, closedFolder)
  for (const folder of await namesIn(files, closed)) {
    const names = await namesIn(files, join(closed, folder)).catch((): string[] => [])
    for (const name of names) if (name.endsWith('.json')) yield name.slice(0, -'.json'.length)
  }
  yield* store.archive.uuids()
}

/** Some closed record; undefined when there is none that can be read. What cannot be read is no reason to refuse a start. */
async function someClosed(files: Files, root: string, store: ReceiptStore): Promise<ReceiptRecord | undefined> {
  let reads = 0
  try {
    for await (const uuid of closedUuids(files, root, store)) {
      if (!isUuid(uuid)) continue
      if (++reads > mostReads) return undefined
      const record = await store.find(uuid).catch(() => undefined)
      if (record !== undefined && !isTombstone(record)) return record
    }
  } catch {
    return undefined
  }
  return undefined
}

/**
 * Throws InstallMismatch when records were named under another install secret (promise, rule 10): the same check would get a
 * second UUID and be printed twice. Looks at every open record and at one closed one.
 */
export async function requireOwnRecords(
  files: Files,
  root: string,
  store: ReceiptStore,
  secret: InstallSecret,
): Promise<void> {
  const open = store.openReceipts().filter((record) => !isTombstone(record))
  const closed = await someClosed(files, root, store)
  const foreign = [...open, ...(closed === undefined ? [] : [closed])].find(
    ({ uuid, mode, bitrixUuid }) => uuidOf(secret, mode, bitrixUuid) !== uuid,
  )
  if (foreign === undefined) return
  throw new InstallMismatch(
    `В папке данных ${root} лежит install.json другой установки: чек ${foreign.uuid} назван не его ключом, и тот же чек из Битрикс24 был бы напечатан второй раз. Мост не запущен, чеки целы. Верните в эту папку её собственный install.json из резервной копии.`,
  )
}

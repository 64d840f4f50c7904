import { shortPath } from '../alarms/read-failure.ts'
import { isUuid } from '../record/identity.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import { type EntombParts, entomb, putAside, tombstone } from './entomb.ts'

/**
 * Puts a tombstone in the place of an unreadable record, in memory at once: even when the disk refuses every write, the same check
 * is not printed again. The returned function makes it durable, as `entomb` does, and may be called until it succeeds.
 */
export async function standIn(unreadable: UnreadableRecord, parts: EntombParts): Promise<() => Promise<void>> {
  const { ledger, board, clock } = parts
  const { store } = ledger
  const { uuid, path } = unreadable
  if (!isUuid(uuid) || store.isOpen(uuid)) return () => entomb([unreadable], parts)
  const suffix = String(clock.now())
  store.rememberDoubtful(await tombstone(uuid, parts), () => putAside(unreadable, parts, suffix))
  const settle = async (): Promise<void> => {
    const known = await store.find(uuid)
    // A question, or a decision, may have written it already.
    if (known !== undefined && store.isDoubtful(uuid)) await ledger.write(known)
    await store.removeUnreadable(unreadable, suffix)
  }
  return async () => {
    try {
      await store.exclusive(uuid, settle)
    } catch (error) {
      board.raise('record-unreadable', uuid, shortPath(path))
      throw error
    }
  }
}

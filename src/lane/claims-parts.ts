import type { Files } from '../../drivers/files.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { FolderSync } from '../store/folder-sync.ts'
import type { UnreadableRecord } from '../store/receipt-store.ts'
import type { AlarmBoard } from '../watch/alarm-board.ts'

/** What the claims on documents are made of. */
export interface ClaimsParts {
  readonly files: Files
  readonly folders: FolderSync
  readonly root: string
  readonly ledger: Ledger
  readonly board: AlarmBoard
  /** The installation is new: whatever the FN holds cannot be ours. */
  readonly isNew: boolean
  /** The record that a mark names is there and cannot be read. */
  readonly onUnreadable: (record: UnreadableRecord) => Promise<void>
  /** A document of ours was there before this process, and no record knows of it: the store is older than the memory. */
  readonly onBehind: () => Promise<void>
}

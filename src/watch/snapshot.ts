import type { Zone } from '../../drivers/ffd/local-time.ts'
import type { RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import type { WatchedAlarm } from '../alarms/alarms.ts'
import type { Reading } from '../lane/reading.ts'
import type { ExpectedIdentity } from '../lane/rightful-register.ts'
import type { ShiftFailure } from '../lane/shift-keeper.ts'
import type { Trouble } from '../lane/trouble.ts'
import type { ReceiptRecord } from '../record/record.ts'

/** A register as it was last seen. */
export interface RegisterSight {
  readonly id: string
  readonly zone: Zone
  /** What the settings say of it. */
  readonly expected: ExpectedIdentity
  readonly identity?: RegisterIdentity
  readonly status?: RegisterStatus
  /** The register's clock less the host's, ms. */
  readonly clockDriftMs?: number
  readonly trouble?: Pick<Trouble, 'code' | 'text'>
  /** How far its fiscal memory was read, while it is: nothing is printed before. */
  readonly reading?: Reading
  readonly shiftFailure?: ShiftFailure
}

/** Everything that alarms are drawn from, at one moment. */
export interface Snapshot {
  /** Unix ms by the host. */
  readonly now: number
  readonly registers: readonly RegisterSight[]
  /** Open receipts. */
  readonly receipts: readonly ReceiptRecord[]
  /** Whether results are pushed to the portal. */
  readonly pushes: boolean
  /** Free bytes where the data lie; undefined while that is not known. */
  readonly freeBytes?: number
  /** Why the last write to the data folder failed. */
  readonly storeFailure?: string
}

/** An alarm that the snapshot gives rise to. */
export interface Sign {
  readonly name: WatchedAlarm
  readonly subject: string
  readonly detail?: string
}

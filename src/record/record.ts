import type { FfdVersion } from '../../drivers/ffd/receipt.ts'
import type { Baseline } from '../../drivers/register.ts'
import type { Decision } from './decision.ts'
import type { Mode } from './identity.ts'
import type { DocumentJson, ReceiptJson } from './receipt-json.ts'

/** Version of the record's form; a newer one than ours is never touched. */
export const recordFormat = 1

/**
 * What earlier attempts left behind. The first baseline of a fiscal memory is never replaced (promise, rule 1); another memory, met
 * after the earlier one was proven to hold nothing, has a first one of its own.
 */
export interface Tried {
  /** Of the memory that the last attempt was made on. */
  readonly baseline: Baseline
  /** First baselines of other memories. */
  readonly others?: readonly Baseline[]
  /** How the last attempt sent the receipt; attempts of the first edition do not tell. */
  readonly sent?: Sent
  /** Attempts begun. */
  readonly attempts: number
  /** How many of them ended *not registered* without the register saying why (promise, rule 9). */
  readonly unexplained: number
}

/** In which form an attempt sent its receipt: with the receipt of the record, which no attempt outlives, it says what was sent. */
export interface Sent {
  /** Version of `contentOfReceipt`. */
  readonly form: number
  /** Format of the register. */
  readonly ffd: FfdVersion
}

/** What a refused receipt was before it came again. */
export type RefusedAttempt = Pick<ReceiptRecord, 'fingerprint' | 'order' | 'acceptedAt'>

/** Why a receipt is held back until a person, or time, says go on. */
export type HoldReason =
  /** Same content as a receipt whose answer Bitrix24 may never have got. */
  | { readonly kind: 'lost-answer'; readonly against: string }
  /** It was refused and came again: the records are being searched for a sale of its goods, old or new, made since. */
  | { readonly kind: 'searching'; readonly refused: RefusedAttempt }
  /** The search found one, under another uuid. */
  | { readonly kind: 'sold-since'; readonly as: string }
  /** The search could not read every record: any of those may be the sale. */
  | { readonly kind: 'unsearched' }
  /** Waited so long that the cashier may have used another register. */
  | { readonly kind: 'overdue' }
  /** The data are older than the world: since then it may have been refused and sold by another check, or printed. */
  | { readonly kind: 'restored' }

/** Why nobody but a person can decide, by stable code. */
export type UnresolvedReason =
  | 'fn-changed'
  | 'memory-behind'
  | 'document-unreadable'
  | 'several-documents'
  | 'content-differs'
  | 'unmarked-lookalike'
  | 'third-attempt'
  | 'record-unreadable'

/** How it became known that the document is this receipt's. */
export type Proof = 'print' | 'evidence' | 'mark' | 'person'

/** The life of a receipt. Each state carries what is known in it and nothing else. */
export type ReceiptState =
  | { readonly name: 'accepted'; readonly tried?: Tried }
  | { readonly name: 'held'; readonly because: HoldReason; readonly tried?: Tried }
  /** `closing`: the closing command may have been handed over. */
  | { readonly name: 'printing'; readonly tried: Tried; readonly closing: boolean }
  | { readonly name: 'registered'; readonly document: DocumentJson; readonly proof: Proof }
  | { readonly name: 'refused'; readonly code: string; readonly text: string }
  | { readonly name: 'unresolved'; readonly why: UnresolvedReason; readonly tried?: Tried }
  /** A permanent second name of another receipt (`release --same-as`). */
  | { readonly name: 'alias'; readonly of: string }
export type StateName = ReceiptState['name']

/** What a verdict of *not registered* was the end of: nothing known, trouble that passes, or a receipt that can never be registered. */
export type AttemptEnd =
  | { readonly kind: 'unexplained' }
  | { readonly kind: 'explained' }
  | { readonly kind: 'refused'; readonly code: string; readonly text: string }

export type ReceiptEvent =
  | { readonly type: 'taken'; readonly baseline: Baseline; readonly sent: Sent }
  | { readonly type: 'closing' }
  | { readonly type: 'registered'; readonly document: DocumentJson; readonly proof: Proof }
  | { readonly type: 'not-registered'; readonly end: AttemptEnd }
  | { readonly type: 'doubtful'; readonly why: UnresolvedReason }
  | { readonly type: 'hold'; readonly because: HoldReason }
  | { readonly type: 'release' }
  | { readonly type: 'refuse'; readonly code: string; readonly text: string }
  | { readonly type: 'same-as'; readonly of: string }
  /** Bitrix24 sends the check again after it was told ERROR: a new attempt (promise, rule 12). */
  | { readonly type: 'again'; readonly refused: RefusedAttempt }

export interface HistoryEntry {
  /** ISO instant by the host's clock: for people, nothing is decided by it. */
  readonly at: string
  /** The event's type, alone or as `decided-<type>`; or `accepted`, `again`, `withdrawn`, `entombed`, `confirmed`, `told-<answer>`, `push-<outcome>`. */
  readonly event: string
  readonly state: StateName
  readonly detail?: string
}

/** Everything the bridge knows of one receipt: one file. */
export interface ReceiptRecord {
  readonly format: number
  /** Grows by one with every write; of two files of one receipt the higher wins. */
  readonly revision: number
  readonly uuid: string
  /** Place in the queue: a durable counter, never a time. */
  readonly order: number
  readonly mode: Mode
  readonly registerId: string
  readonly bitrixUuid: string
  /** Type of the check in Bitrix24's words: `sell`, `prepaymentreturn` … */
  readonly type: string
  /** The fields as received, in canonical form (see bitrix24/content.ts), to tell a repeat from a change. */
  readonly content: string
  /** Digest of what makes two receipts the same sale: type, items, payments, client. */
  readonly fingerprint: string
  /** Digest of the URL secret under which it was accepted: that secret stays valid while the receipt is open. */
  readonly access: string
  /** null only in a tombstone: the file was unreadable, all that is left is its name. */
  readonly receipt: ReceiptJson | null
  /** ISO instant by the host's clock. */
  readonly acceptedAt: string
  /** ISO instant of a person's `release`: waiting counts from here. */
  readonly releasedAt?: string
  readonly state: ReceiptState
  /** Bitrix24 sent it again after it was told of a refusal. */
  readonly resent?: true
  /** Bitrix24 is known to have our UUID. */
  readonly confirmed?: { readonly at: string; readonly by: 'check' | 'apply' | 'person' }
  /** The final answer that Bitrix24 was given. */
  readonly told?: 'done' | 'error'
  /** How handing the result over to the portal ended; missing while it is owed, or when results are not pushed. */
  readonly pushed?: {
    readonly at: string
    /** `unknown`: the portal has no check with our UUID. `given-up`: it kept refusing this one. */
    readonly outcome: 'taken' | 'unknown' | 'given-up'
  }
  readonly decisions?: readonly Decision[]
  readonly history: readonly HistoryEntry[]
}

/** States that need nothing more from the register. */
export const isFinal = (state: ReceiptState): boolean =>
  state.name === 'registered' || state.name === 'refused' || state.name === 'alias'

/**
 * Whether a result must still be pushed to the portal. A refusal never is, nor is the second name of one: the portal's method
 * knows results only.
 */
export const isPushOwed = ({ state, told, pushed }: ReceiptRecord): boolean =>
  pushed === undefined && (state.name === 'registered' || (state.name === 'alias' && told !== 'error'))

/** Bitrix24 is known to have our UUID: a person's word of that gives way to Bitrix24's own. */
export const confirmedBy = (
  { confirmed }: ReceiptRecord,
  by: 'check' | 'apply',
  at: string,
): NonNullable<ReceiptRecord['confirmed']> =>
  confirmed === undefined || confirmed.by === 'person' ? { at, by } : confirmed

/** Whether the bridge owes nothing more: no print, no answer, and no push where results are `pushed`. */
export function isFinished(record: ReceiptRecord, pushed: boolean): boolean {
  if (!isFinal(record.state) || (pushed && isPushOwed(record))) return false
  // A receipt that the portal does not know, and a person has settled, is never asked for; nor is one that a person says so of.
  const isForgotten =
    record.pushed?.outcome === 'unknown' || record.decisions?.some(({ what }) => what === 'confirm') === true
  return record.told !== undefined || (isForgotten && record.confirmed !== undefined)
}

import type { FfdVersion } from '../../drivers/ffd/receipt.ts'
import type { Baseline } from '../../drivers/register.ts'
import { type Decided, nameOf } from './decided.ts'
import type { Mode } from './identity.ts'
import type { DocumentJson, ReceiptJson } from './receipt-json.ts'

/** Version of the record's form; a record of a newer version is never touched. */
export const recordFormat = 1

/** The attempts to print a receipt. Each fiscal memory keeps the baseline of its first attempt (promise, rule 1). */
export interface Tried {
  /** The baseline of the memory that the last attempt was made on. */
  readonly baseline: Baseline
  /** The baselines of other memories, which were proven to hold no document of the receipt. */
  readonly others?: readonly Baseline[]
  /** How the last attempt sent the receipt; attempts of the first edition do not tell. */
  readonly sent?: Sent
  /** Attempts begun. */
  readonly attempts: number
  /** Attempts that ended *not registered* without the register saying why (promise, rule 9). */
  readonly unexplained: number
}

/** In which form an attempt sent its receipt: with the receipt of the record, which no attempt outlives, it says what was sent. */
export interface Sent {
  /** Version of `contentOfReceipt`. */
  readonly form: number
  /** Format of the register. */
  readonly ffd: FfdVersion
}

/** What is kept of a refused receipt that came again. */
export type RefusedAttempt = Pick<ReceiptRecord, 'fingerprint' | 'order' | 'acceptedAt'>

/** Why a receipt is held. */
export type HoldReason =
  /** It has the same content as a receipt about which Bitrix24 may never have got the answer. */
  | { readonly kind: 'lost-answer'; readonly against: string }
  /** It was refused and came again; the records are searched for a sale of its old or new goods made since. */
  | { readonly kind: 'searching'; readonly refused: RefusedAttempt }
  /** The search found such a sale. */
  | { readonly kind: 'sold-since'; readonly as: string }
  /** The search could not read every record. */
  | { readonly kind: 'unsearched' }
  /** It waited so long that the cashier may have used another register. */
  | { readonly kind: 'overdue' }
  /** The data were restored: after the copy was made it may have been printed, or refused and sold by another check. */
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
  /** It answers with the document of the receipt `of`, because a person said so (`release --same-as`). */
  | { readonly name: 'alias'; readonly of: string }
export type StateName = ReceiptState['name']

/** Why an attempt ended *not registered*: unknown, trouble that passes, or a receipt that can never be registered. */
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
  /** ISO instant by the host's clock, for people. */
  readonly at: string
  /** The type of the event, as `decided-<type>` when a person decided; or `accepted`, `again`, `withdrawn`, `entombed`, `confirmed`, `told-<answer>`, `push-<outcome>`. */
  readonly event: string
  readonly state: StateName
  readonly detail?: string
}

/** All that the bridge knows of one receipt, as its file holds it. */
export interface ReceiptRecord {
  readonly format: number
  /** Grows with every write: of two files of one receipt the one with the higher number counts. */
  readonly revision: number
  readonly uuid: string
  /** Place in the queue, from a durable counter. */
  readonly order: number
  readonly mode: Mode
  readonly registerId: string
  readonly bitrixUuid: string
  /** Type of the check in Bitrix24's words: `sell`, `prepaymentreturn` … */
  readonly type: string
  /** The fields as received, in canonical form (see bitrix24/request/content.ts): they tell a repeat from a change. */
  readonly content: string
  /** Digest of type, items, payments and client: equal for two receipts of the same sale. */
  readonly fingerprint: string
  /** Digest of the URL secret under which it was accepted, which stays valid for this receipt while it is open. */
  readonly access: string
  /** null in a tombstone alone, which stands for a record that cannot be read: only the UUID is left. */
  readonly receipt: ReceiptJson | null
  /** ISO instant by the host's clock. */
  readonly acceptedAt: string
  /** ISO instant of a person's decision to print: the wait counts from here. */
  readonly releasedAt?: string
  readonly state: ReceiptState
  /** Bitrix24 was told of a refusal and sent it again. */
  readonly resent?: true
  /** Bitrix24 has our UUID: it asked, took the result, or a person said so. */
  readonly confirmed?: { readonly at: string; readonly by: 'check' | 'apply' | 'person' }
  /** The final answer that Bitrix24 was given. */
  readonly told?: 'done' | 'error'
  /** How pushing the result to the portal ended; missing until then, and when results are not pushed. */
  readonly pushed?: {
    readonly at: string
    /** `unknown`: the portal has no check with our UUID. `given-up`: it does not take this one. */
    readonly outcome: 'taken' | 'unknown' | 'given-up'
    /** It was a refusal: a document found later is a result of its own. */
    readonly refusal?: true
  }
  readonly decisions?: readonly Decided[]
  readonly history: readonly HistoryEntry[]
}

/** Whether the receipt needs nothing more from the register. */
export const isFinal = (state: ReceiptState): boolean =>
  state.name === 'registered' || state.name === 'refused' || state.name === 'alias'

/**
 * Whether a result must still be pushed to the portal. A refusal that Bitrix24 was told of is not pushed as well: each time the portal
 * marks the order and writes to the manager.
 */
export function isPushOwed({ state, told, pushed }: ReceiptRecord): boolean {
  switch (state.name) {
    case 'registered':
      return pushed === undefined || pushed.refusal === true
    case 'refused':
    case 'alias':
      return pushed === undefined && told !== 'error'
    case 'accepted':
    case 'held':
    case 'printing':
    case 'unresolved':
      return false
  }
}

/** `confirmed` after Bitrix24 itself showed that it has our UUID, which replaces a person's word. */
export const confirmedBy = (
  { confirmed }: ReceiptRecord,
  by: 'check' | 'apply',
  at: string,
): NonNullable<ReceiptRecord['confirmed']> =>
  confirmed === undefined || confirmed.by === 'person' ? { at, by } : confirmed

/** Whether the bridge owes nothing more: no print, no answer and, when results are `pushed`, no push. */
export function isFinished(record: ReceiptRecord, pushed: boolean): boolean {
  if (!isFinal(record.state) || (pushed && isPushOwed(record))) return false
  // There is no document, and the portal has no check that waits for one.
  if (record.state.name === 'refused' && record.pushed?.outcome === 'unknown') return true
  // Bitrix24 never asks about a receipt that the portal does not know, nor about one of which a person says so.
  const isForgotten =
    record.pushed?.outcome === 'unknown' || record.decisions?.some(({ what }) => nameOf(what) === 'confirm') === true
  return record.told !== undefined || (isForgotten && record.confirmed !== undefined)
}

import type { HoldReason } from '../receipts/record.ts'
/** The answer of `GET /api/receipts/:uuid`, as far as the page shows it. */
export interface ReceiptRecordView {
  readonly uuid: string
  readonly mode: string
  readonly registerId: string
  readonly bitrixUuid: string
  readonly type: string
  readonly acceptedAt: string
  readonly receipt: ReceiptContent | null
  readonly state: State
  /** The receipt that this held one may be declared a second name of. */
  readonly sameAs?: string
  readonly confirmed?: { readonly at: string; readonly by: string }
  readonly told?: 'done' | 'error'
  readonly decisions?: readonly {
    readonly by: string
    readonly at: string
    readonly what: Decided
    readonly evidence: string
    readonly attested?: boolean
  }[]
  readonly history: readonly {
    readonly at: string
    readonly event: string
    readonly state: string
    readonly detail?: string
  }[]
}

/** What a person decided, as the record says it. */
export type Decided =
  | 'resolve document'
  | 'resolve not-printed'
  | 'resolve attested'
  | 'resolve attested-not-printed'
  | 'confirm'
  | 'release print'
  | 'release same-as'
  | 'cancel'

export interface ReceiptContent {
  readonly settlement: string
  readonly items: readonly {
    readonly name: string
    readonly price: string
    readonly quantity: string
    readonly sum: string
    readonly vat: string
  }[]
  readonly payments: {
    readonly cash: string
    readonly cashless: string
    readonly advance: string
    readonly credit: string
    readonly other: string
  }
  readonly total: string
  readonly mark: { readonly text: string; readonly tag: number }
  readonly buyer?: string
}

interface Tried {
  readonly baseline: { readonly fn: string; readonly lastDocument: number }
}

export interface DocumentAttributes {
  readonly fn: string
  readonly number: number
  readonly sign: string
  readonly registrationNumber: string
  readonly shift: number
  readonly receiptNumber: number
  /** Unix seconds. */
  readonly at: number
}

export type State =
  | { readonly name: 'accepted' | 'printing'; readonly tried?: Tried }
  | {
      readonly name: 'held'
      readonly because: HoldReason
    }
  | { readonly name: 'registered'; readonly document: DocumentAttributes; readonly proof: string }
  | { readonly name: 'refused'; readonly code: string; readonly text: string }
  | { readonly name: 'unresolved'; readonly why: string; readonly tried?: Tried }
  | { readonly name: 'alias'; readonly of: string }

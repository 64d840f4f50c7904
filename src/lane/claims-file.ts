import type { DocumentJson } from '../receipts/receipt-json.ts'
import type { ReceiptEvent, ReceiptRecord } from '../receipts/record.ts'

/** A document with a mark of ours that no record owns: kept so that its receipt is never printed again. */
export interface Orphan {
  readonly document: DocumentJson
  readonly itemCount: number
  /** Further documents with the same mark. */
  readonly also?: readonly DocumentJson[]
}

/** A document that could not be read when it was met. */
export interface Unread {
  readonly number: number
  /** Order of the last receipt accepted by then: none of the later ones can be this document. */
  readonly lastOrder: number
}

/** What `claims.json` keeps. */
export interface ClaimsFile {
  /** FN number -> last document number that was looked at. */
  readonly highWater: Readonly<Record<string, number>>
  /** FN number -> whether nothing was there so far: an FN forgets its oldest documents, what is missing before the first says nothing. */
  readonly forgetful?: Readonly<Record<string, boolean>>
  /** Mark -> document. */
  readonly orphans: Readonly<Record<string, Orphan>>
  /** `FN/FD` -> UUID, for documents that a person gave to a receipt. */
  readonly byPerson: Readonly<Record<string, string>>
  /** FN number -> documents below the high-water mark that are still to be read. Files of earlier versions have none. */
  readonly unread?: Readonly<Record<string, readonly Unread[]>>
}

export const keyOf = (fn: string, number: number): string => `${fn}/${number}`

const documentsOf = ({ document, also = [] }: Orphan): readonly DocumentJson[] => [document, ...also]

/** Says of an orphan which documents it is, for people. */
export const nameOf = (orphan: Orphan): string =>
  `ФД ${documentsOf(orphan)
    .map(({ number }) => number)
    .join(', ')}`

/** What is known of a mark once one more document with it was seen. */
export function joined(known: Orphan | undefined, found: Orphan): Orphan {
  if (known === undefined) return found
  const { fn, number } = found.document
  if (documentsOf(known).some((one) => one.fn === fn && one.number === number)) return known
  return { ...known, also: [...(known.also ?? []), found.document] }
}

/** Registered when the document is what the receipt would have become, for a person otherwise. A tombstone knows no better. */
export function eventFor({ receipt }: ReceiptRecord, { document, itemCount, also }: Orphan): ReceiptEvent {
  if (also !== undefined) return { type: 'doubtful', why: 'several-documents' }
  const same =
    receipt === null ||
    (receipt.settlement === document.settlement &&
      receipt.total === document.total &&
      receipt.items.length === itemCount)
  return same ? { type: 'registered', document, proof: 'mark' } : { type: 'doubtful', why: 'content-differs' }
}

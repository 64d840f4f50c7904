/** What a document of the fiscal memory proves. Pure. */
import { LayoutError } from '../bytes.ts'
import { type Kopecks, kopecks } from '../money.ts'
import { documentCodes, settlementOfCode } from './codes.ts'
import { contentOfTags, type KeptContent } from './content.ts'
import { instantOfSeconds, type Zone } from './local-time.ts'
import type { Settlement } from './receipt.ts'
import { amountOf, nestedOf, numberOf, type Tags, textOf, valuesOf } from './tags.ts'
import { addsUp } from './whole-receipt.ts'

/** A registered receipt: the attributes that prove it. */
export interface FiscalDocument {
  /** Number of the fiscal memory, FN (1041), 16 digits. */
  readonly fn: string
  /** Number of the fiscal document, FD (1040): with `fn` the only true identity. */
  readonly number: number
  /** Fiscal sign, FPD (1077): an unsigned 32-bit decimal. */
  readonly sign: string
  /** Registration number of the register, RNM (1037), 16 digits. */
  readonly registrationNumber: string
  /** Shift (1038). */
  readonly shift: number
  /** Receipt number within the shift (1042). */
  readonly receiptNumber: number
  /** The real instant of tag 1012, Unix seconds. */
  readonly at: number
  readonly settlement: Settlement
  readonly total: Kopecks
}

/** A document as the fiscal memory returns it: its code (3 receipt, 31 correction, 2 shift opening …) and its TLV tags. */
export interface StoredDocument {
  readonly fn: string
  readonly number: number
  readonly code: number
  readonly tags: Tags
}

/**
 * Why the fiscal memory gives no document: `none` it holds none of that number, by its own word · `unreadable` it refuses to give it,
 * or gives what is no such document; it may well be there.
 */
export type NoDocument = 'none' | 'unreadable'

/** One document of the fiscal memory, as far as a verdict needs it. */
export type Witness =
  | {
      readonly kind: 'receipt'
      readonly document: FiscalDocument
      /** Texts of 1192 and of 1086, whichever are there. */
      readonly marks: readonly string[]
      readonly content: KeptContent
    }
  | { readonly kind: 'other'; readonly number: number; readonly code: number }
  | { readonly kind: 'unreadable'; readonly number: number }

export type ReceiptWitness = Extract<Witness, { kind: 'receipt' }>

function required<T>(tag: number, value: T | undefined): T {
  if (value === undefined) throw new LayoutError(`tag ${tag} is missing`)
  return value
}

/** A register's answer about one document must not be taken for another's: the tags name their own FN and number. */
function checkIdentity({ fn, number, tags }: StoredDocument): void {
  const ownNumber = required(1040, numberOf(tags, 1040))
  if (ownNumber !== number) throw new LayoutError(`document ${number} calls itself ${ownNumber}`)
  const ownFn = textOf(tags, 1041)
  if (ownFn !== undefined && ownFn !== fn) throw new LayoutError(`document of FN ${fn} calls itself one of ${ownFn}`)
}

/** Unix seconds of tag 1012. A zone that does not exist is a RangeError: a wrong setting is not a bad document. */
function instant(seconds: number, zone: Zone): number {
  return Math.floor(instantOfSeconds(seconds, zone) / 1000)
}

/**
 * The attributes of a registered receipt. `zone` is that of the register's clock. Throws LayoutError naming the tag when a
 * mandatory one is missing or the document is not the one it is said to be, RangeError on an unknown zone.
 */
export function toFiscalDocument(stored: StoredDocument, zone: Zone): FiscalDocument {
  checkIdentity(stored)
  const { tags } = stored
  return {
    fn: stored.fn,
    number: stored.number,
    sign: required(1077, textOf(tags, 1077)),
    registrationNumber: required(1037, textOf(tags, 1037)),
    shift: required(1038, numberOf(tags, 1038)),
    receiptNumber: required(1042, numberOf(tags, 1042)),
    at: instant(required(1012, numberOf(tags, 1012)), zone),
    settlement: required(1054, settlementOfCode(required(1054, numberOf(tags, 1054)))),
    total: kopecks(required(1020, amountOf(tags, 1020))),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Every text that may be a mark of ours: of 1192, and of 1086 inside 1084. Throws LayoutError when one of them is there and
 * cannot be read: then nobody may say that there is none.
 */
export function marksOf(tags: Tags): string[] {
  const attributes = nestedOf(tags, 1084)
  const texts = [...valuesOf(tags, 1192), ...attributes.flatMap((attribute) => valuesOf(attribute, 1086))]
  if (attributes.length < valuesOf(tags, 1084).length || !texts.every(isText)) {
    throw new LayoutError('a tag that may hold the mark cannot be read')
  }
  return texts
}

/** Kinds of documents that a sale or its return may become. */
export const receiptCodes: ReadonlySet<number> = new Set([documentCodes.receipt, documentCodes.strictForm])

/**
 * A document as far as a verdict needs it: a receipt with its marks, another kind of document, or one that cannot be believed
 * in: a mandatory tag is missing or is another document's, or not all of it was read. Corrections are documents of another kind: the bridge never makes one.
 */
export function toWitness(stored: StoredDocument, zone: Zone): Witness {
  const { number, code, tags } = stored
  try {
    if (!receiptCodes.has(code)) {
      if (numberOf(tags, 1040) !== undefined) checkIdentity(stored)
      return { kind: 'other', number, code }
    }
    const document = toFiscalDocument(stored, zone)
    if (!addsUp(tags)) throw new LayoutError('lines or payments are missing')
    return {
      kind: 'receipt',
      document,
      marks: marksOf(tags),
      content: contentOfTags(tags),
    }
  } catch (error) {
    if (error instanceof LayoutError) return { kind: 'unreadable', number }
    throw error
  }
}

/** What a register returned for a number as a witness: a document that is not there, or cannot be read, proves nothing. */
export const witnessOf = (number: number, stored: StoredDocument | NoDocument, zone: Zone): Witness =>
  typeof stored === 'string' ? { kind: 'unreadable', number } : toWitness(stored, zone)

/** Whether a document says what was sent (promise, rules 6 and 8). Pure. */
import { divideRounded, type Kopecks } from '../money.ts'
import {
  type KeptContent,
  type KeptLine,
  type LineContent,
  nameLength,
  paymentTags,
  type ReceiptContent,
  storable,
} from './content.ts'

/** Where a document says something else: the tag, and the line by its place in the receipt (from 1). */
export interface ContentDifference {
  readonly tag: number
  readonly line?: number
}

/** No firmware is known to cut names shorter, characters. */
const shortestCut = 24

/** A name without what two spellings of it may differ in. */
const foldedName = (text: string): string => storable(text).trim()

/**
 * Whether a register keeps that price for the line: the one that was sent, the next kopeck up that the wire may carry, or the rounded
 * one (protocol 4.5, EBh).
 */
function isPriceOf({ price, sum, quantity }: LineContent, kept: Kopecks | undefined): boolean {
  if (kept === price) return true
  const thousandfold = sum * 1000n
  return (
    quantity > 0n &&
    (kept === divideRounded(thousandfold, quantity) || kept === (thousandfold + quantity - 1n) / quantity)
  )
}

/** Whether all names are those that were sent, whole or cut by the register at one length. Returns the first line that is not. */
function firstOtherName(sent: readonly LineContent[], kept: readonly KeptLine[]): number | undefined {
  const pairs = sent.map(({ name }, at) => [foldedName(name), foldedName(kept[at]?.name ?? '')] as const)
  const other = (limit: number): number => pairs.findIndex(([name, one]) => one !== name.slice(0, limit).trim())
  const whole = other(nameLength)
  if (whole === -1) return undefined
  const begun = pairs[whole]?.[1].length ?? 0
  // A cut at a space leaves a shorter text than its length.
  for (let limit = Math.max(begun, shortestCut); limit < nameLength; limit += 1) {
    if (other(limit) === -1) return undefined
  }
  return whole
}

const differs = (tag: number, line: number): ContentDifference => ({ tag, line: line + 1 })

function* lineDifferences(sent: LineContent, kept: KeptLine, line: number): Generator<ContentDifference> {
  if (!isPriceOf(sent, kept.price)) yield differs(1079, line)
  if (sent.quantity !== kept.quantity) yield differs(1023, line)
  if (sent.sum !== kept.sum) yield differs(1043, line)
  if (sent.vat !== kept.vat) yield differs(1199, line)
  if (sent.subject !== kept.subject) yield differs(1212, line)
  if (sent.method !== kept.method) yield differs(1214, line)
  if (sent.marking !== kept.marking) yield differs(1162, line)
}

/**
 * Where a document is not what was sent: such a document is for a person, whatever mark it carries. What the register adds, spells or
 * computes by itself does not count (see `remarks`).
 */
export function differences(sent: ReceiptContent, kept: KeptContent): ContentDifference[] {
  const found: ContentDifference[] = []
  if (sent.settlement !== kept.settlement) found.push({ tag: 1054 })
  if (sent.taxSystem !== kept.taxSystem) found.push({ tag: 1055 })
  if (sent.total !== kept.total) found.push({ tag: 1020 })
  for (const tag of paymentTags) if ((sent.payments[tag] ?? 0n) !== (kept.payments[tag] ?? 0n)) found.push({ tag })
  if (sent.lines.length !== kept.lines.length) return [...found, { tag: 1059 }]
  for (const [at, line] of sent.lines.entries()) found.push(...lineDifferences(line, kept.lines[at] as KeptLine, at))
  const name = firstOtherName(sent.lines, kept.lines)
  return name === undefined ? found : [...found, differs(1030, name)]
}

const trimmed = (text: string | undefined): string => (text ?? '').trim()

function* lineRemarks(sent: LineContent, kept: KeptLine, line: number): Generator<ContentDifference> {
  const vatOff = (sent.vatSum ?? 0n) - (kept.vatSum ?? 0n)
  // The register counts it; some leave it out.
  if (kept.vatSum !== undefined && (vatOff > 1n || vatOff < -1n)) yield differs(1200, line)
  // 0, a piece, may be left out.
  if ((sent.measure ?? 0) !== (kept.measure ?? 0)) yield differs(2108, line)
  if (trimmed(sent.supplierInn) !== trimmed(kept.supplierInn)) yield differs(1226, line)
  if (sent.supplierPhones.map(trimmed).join() !== kept.supplierPhones.map(trimmed).join()) yield differs(1171, line)
}

/** Where a document that is the receipt says otherwise in what does not decide whose it is: for people to look at, no stop. */
export function remarks(sent: ReceiptContent, kept: KeptContent): ContentDifference[] {
  const found: ContentDifference[] = []
  if (trimmed(sent.buyer).toLowerCase() !== trimmed(kept.buyer).toLowerCase()) found.push({ tag: 1008 })
  if ((sent.agentSign ?? 0) !== (kept.agentSign ?? 0)) found.push({ tag: 1057 })
  for (const [at, line] of sent.lines.entries()) {
    const other = kept.lines[at]
    if (other !== undefined) found.push(...lineRemarks(line, other, at))
  }
  return found
}

/** `1199 of line 2, 1031`: for logs and records. */
export const differenceText = (found: readonly ContentDifference[]): string =>
  found.map(({ tag, line }) => (line === undefined ? String(tag) : `${tag} of line ${line}`)).join(', ')

import { contentForm, contentOfReceipt, type KeptContent, type ReceiptContent } from '../../drivers/ffd/content.ts'
import { differences, differenceText, remarks } from '../../drivers/ffd/content-comparison.ts'
import type { FfdVersion } from '../../drivers/ffd/receipt.ts'
import { receiptFromJson } from './receipt-json.ts'
import type { ReceiptRecord, Sent } from './record.ts'

export const sentOn = (ffd: FfdVersion): Sent => ({ form: contentForm, ffd })

/** Formats whose documents call the same goods by different codes. */
const formats = ['1.05', '1.2'] as const satisfies readonly FfdVersion[]

/**
 * What a document of the receipt says: as its last attempt sent it, or as any register would say it where no attempt tells. None for
 * a tombstone.
 */
export function contentsOf({ receipt, state }: Pick<ReceiptRecord, 'receipt' | 'state'>): readonly ReceiptContent[] {
  if (receipt === null) return []
  const sent = 'tried' in state ? state.tried?.sent : undefined
  const fiscal = receiptFromJson(receipt)
  return (sent === undefined ? formats : [sent.ffd]).map((ffd) => contentOfReceipt(fiscal, ffd))
}

/** Whether a document says what was sent, in one of the forms. */
export const saysOneOf = (contents: readonly ReceiptContent[], kept: KeptContent): boolean =>
  contents.some((sent) => differences(sent, kept).length === 0)

/** Where a document says something else than was sent, for the log and the audit; '' when nowhere. */
export function differenceFrom(contents: readonly ReceiptContent[], kept: KeptContent): string {
  if (contents.length === 0 || saysOneOf(contents, kept)) return ''
  return differenceText(differences(contents[0] as ReceiptContent, kept))
}

/** What people should look at in a document that is the receipt; '' when nothing. */
export function remarkOn(contents: readonly ReceiptContent[], kept: KeptContent): string {
  const texts = contents.map((sent) => differenceText(remarks(sent, kept)))
  return texts.includes('') ? '' : (texts[0] ?? '')
}

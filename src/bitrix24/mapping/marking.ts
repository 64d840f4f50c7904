import type { FfdVersion, FiscalItem } from '../../../drivers/ffd/receipt.ts'
import type { PrintItem } from '../request/print-request.ts'
import type { Place } from '../texts/places.ts'
import { type Problem, problem } from '../texts/problem.ts'
import { bytesOf, dataMatrix, type ProductCode, sentProductCode } from './product-code.ts'
import { bareCode, hasCheckDigit, type ScannedCode, scannedCode } from './scanned-code.ts'

type Coded = Pick<PrintItem, 'markingCode' | 'productCode'>
type Marking = NonNullable<FiscalItem['marking']>

/** Serials of the groups that have longer ones. */
const longSerial = 20

/**
 * Marking of a line: undefined when it carries no code, a problem when the code is nobody's. 1162 is made of the scanned code;
 * `nomenclature_code`, which Bitrix24 cuts out of it by place, only says more where the separators are lost.
 */
export function markingOf(item: Coded, place: Place, ffd: FfdVersion | undefined): Marking | Problem | undefined {
  const sent = sentProductCode(item.productCode)
  if (item.markingCode === undefined) return sent && (wrongGtin(sent, place) ?? withCode(sent))
  const code = bareCode(item.markingCode)
  const scanned = scannedCode(code)
  if (scanned === undefined) return otherForm(code, sent, place, ffd)
  const wrong = wrongGtin(scanned, place)
  if (wrong !== undefined) return wrong
  if (sent !== undefined && contradicts(sent, scanned, item.markingCode)) return problem('markingDiffers', { place })
  return withCode({ type: dataMatrix, gtin: scanned.gtin, serial: serialOf(scanned, sent) }, code)
}

/** A code that is not of GS1, such as a pack of tobacco: only what it begins with is its GTIN. FFD 1.2 does without 1162. */
function otherForm(code: string, sent: ProductCode | undefined, place: Place, ffd: FfdVersion | undefined) {
  const itsOwn = sent !== undefined && code.startsWith(sent.gtin + sent.serial)
  if (itsOwn) return wrongGtin(sent, place) ?? withCode(sent, code)
  return ffd === undefined || ffd === '1.2' ? { code } : problem('markingUnreadable', { place, code })
}

const withCode = (product: ProductCode, code?: string): Marking => ({
  productCode: bytesOf(product),
  ...(code === undefined ? {} : { code }),
})

const wrongGtin = ({ gtin }: { readonly gtin: string }, place: Place): Problem | undefined =>
  hasCheckDigit(gtin) ? undefined : problem('gtinWrong', { place, gtin })

/** Whether the bytes name other goods, or another piece of them. A GTIN that was cut out of the code at a wrong place names none. */
function contradicts(sent: ProductCode, { gtin, serial, rest }: ScannedCode, markingCode: string): boolean {
  if (sent.gtin !== gtin) return hasCheckDigit(sent.gtin) && !markingCode.includes(sent.gtin)
  return !rest.startsWith(sent.serial) && !sent.serial.startsWith(serial)
}

/** Without separators the bytes may know a serial of twenty from one of thirteen with groups behind it. */
function serialOf({ gtin, serial, rest }: ScannedCode, sent: ProductCode | undefined): string {
  const longer = sent?.gtin === gtin && sent.serial.length === longSerial && rest.startsWith(sent.serial)
  return longer ? sent.serial : serial
}

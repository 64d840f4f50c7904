import type { FiscalItem } from '../../../drivers/ffd/receipt.ts'
import type { PrintItem } from '../request/print-request.ts'

/** Serials hold nothing but printable ASCII; a scanner in the Russian layout sends letters that no code has. */
const codeForm = /^01(\d{14})21([!-~]+)$/
const groupSeparator = '\x1d'
const dataMatrix = [0x44, 0x4d]
/** Types of codes that tag 1162 begins with: DataMatrix of GS1, GTIN alone, EAN-8, EAN-13 (fiscal-data 6.5). */
const knownTypes = ['444d', '490e', '4508', '450d']
/** Type and GTIN. */
const headLength = 8
const serialLength = 13
const minLength = 8
const maxLength = 32

/**
 * Tag 1162 of a scanned code `01<GTIN>21<serial>…`: 44 4D, the GTIN as 6 bytes big-endian, the serial (fiscal-data 6.5).
 * Undefined for a code of another form. The serial ends at GS; without one it is taken as 13 characters.
 */
export function productCodeOf(markingCode: string): Uint8Array | undefined {
  const [identity = '', ...groups] = markingCode.split(groupSeparator)
  const match = codeForm.exec(identity)
  if (match === null) return undefined
  const [, gtin = '', rest = ''] = match
  const serial = groups.length > 0 ? rest : rest.slice(0, serialLength)
  const head = Buffer.alloc(headLength)
  head.set(dataMatrix)
  head.writeUIntBE(Number(gtin), dataMatrix.length, 6)
  const code = Buffer.concat([head, Buffer.from(serial, 'latin1')])
  return code.length <= maxLength ? Uint8Array.from(code) : undefined
}

/** Bytes that came as `nomenclature_code`, when they can be tag 1162 at all. */
function sentProductCode(bytes: string | undefined): Uint8Array | undefined {
  if (bytes === undefined || bytes.length < minLength || bytes.length > maxLength) return undefined
  const sent = Buffer.from(bytes, 'latin1')
  return knownTypes.includes(sent.toString('hex', 0, 2)) ? Uint8Array.from(sent) : undefined
}

/** 1162 as sent unless the scanned code names other goods: then something on the way has damaged the bytes. */
function chosen(sent: Uint8Array | undefined, built: Uint8Array | undefined): Uint8Array | undefined {
  if (sent === undefined || built === undefined) return sent ?? built
  return built.subarray(0, headLength).every((byte, at) => byte === sent[at]) ? sent : built
}

/** Marking of a line; undefined when it carries no code. */
export function markingOf(item: PrintItem): FiscalItem['marking'] {
  const { markingCode } = item
  const built = markingCode === undefined ? undefined : productCodeOf(markingCode)
  const productCode = chosen(sentProductCode(item.productCode), built)
  if (productCode === undefined && markingCode === undefined) return undefined
  return {
    ...(productCode === undefined ? {} : { productCode }),
    ...(markingCode === undefined ? {} : { code: markingCode }),
  }
}

import { isUtf8 } from 'node:buffer'
import { groupSeparator } from './scanned-code.ts'

/** Tag 1162: two bytes of type, the GTIN in six, big-endian, the serial (fiscal-data 6.5). */
export interface ProductCode {
  /** Hex of the two bytes. */
  readonly type: string
  readonly gtin: string
  readonly serial: string
}

/** DataMatrix of GS1. */
export const dataMatrix = '444d'
/** That, a GTIN alone, EAN-8, EAN-13. */
const knownTypes = [dataMatrix, '490e', '4508', '450d']
/** Type and GTIN. */
const headLength = 8
const maxLength = 32
const typeLength = 2
const gtinDigits = 14

export function bytesOf({ type, gtin, serial }: ProductCode): Uint8Array {
  const head = Buffer.alloc(headLength)
  head.write(type, 'hex')
  head.writeUIntBE(Number(gtin), typeLength, headLength - typeLength)
  return Uint8Array.from(Buffer.concat([head, Buffer.from(serial, 'latin1')]))
}

/**
 * `nomenclature_code`, one character a byte, when it can be 1162 at all: bytes that are UTF-8 beyond ASCII went through something that
 * takes bytes for text. Bitrix24 cuts the serial by its place, beyond a separator if there is one so early: it ends there.
 */
export function sentProductCode(bytes: string | undefined): ProductCode | undefined {
  if (bytes === undefined || bytes.length < headLength || bytes.length > maxLength) return undefined
  const sent = Buffer.from(bytes, 'latin1')
  if (isUtf8(sent) && /[\x80-\xff]/.test(bytes)) return undefined
  const type = sent.toString('hex', 0, typeLength)
  const gtin = String(sent.readUIntBE(typeLength, headLength - typeLength)).padStart(gtinDigits, '0')
  const [serial = ''] = bytes.slice(headLength).split(groupSeparator)
  return knownTypes.includes(type) && gtin.length === gtinDigits ? { type, gtin, serial } : undefined
}

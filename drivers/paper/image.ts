import QRCode from 'qrcode'
import type { StoredDocument } from '../ffd/document.ts'
import { Bitmap } from './bitmap.ts'
import { documentLines } from './document.ts'
import { glyphHeight, glyphOf, glyphWidth } from './font.ts'
import { encodePng } from './png.ts'
import { qrText } from './qr.ts'

/** Dots of white around everything. */
const margin = 24
const lineHeight = glyphHeight + 4
/** Dots of a QR module: 0.6 mm at 8 dots a millimetre, well above what a telephone needs. */
const moduleDots = 5
/** White modules that a QR code must have around it. */
const quietZone = 4

interface Qr {
  readonly size: number
  readonly isBlack: (column: number, row: number) => boolean
}

function qrOf(document: StoredDocument): Qr | undefined {
  const text = qrText(document)
  if (text === undefined) return undefined
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  return { size: modules.size, isBlack: (column, row) => modules.get(row, column) === 1 }
}

function drawText(bitmap: Bitmap, text: string, top: number): void {
  for (const [column, character] of [...text].entries()) {
    const glyph = glyphOf(character)
    if (glyph === undefined) continue
    for (let dot = 0; dot < glyphWidth * glyphHeight; dot += 1) {
      if (((glyph[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) === 0) continue
      bitmap.dot(margin + column * glyphWidth + (dot % glyphWidth), top + Math.floor(dot / glyphWidth))
    }
  }
}

function drawQr(bitmap: Bitmap, { size, isBlack }: Qr, top: number): void {
  const left = Math.floor((bitmap.width - size * moduleDots) / 2)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (isBlack(column, row)) bitmap.square(left + column * moduleDots, top + row * moduleDots, moduleDots)
    }
  }
}

/** The paper of a document as dots, `columns` characters wide; a receipt ends with its QR code. */
export function drawDocument(document: StoredDocument, columns = 48): Bitmap {
  const lines = documentLines(document, columns)
  const qr = qrOf(document)
  const textHeight = lines.length * lineHeight
  const qrHeight = qr === undefined ? 0 : (qr.size + quietZone) * moduleDots
  const bitmap = new Bitmap(columns * glyphWidth + 2 * margin, textHeight + qrHeight + 2 * margin)
  for (const [index, line] of lines.entries()) drawText(bitmap, line, margin + index * lineHeight)
  if (qr !== undefined) drawQr(bitmap, qr, margin + textHeight + quietZone * moduleDots)
  return bitmap
}

/** The same as a PNG file. */
export const renderPng = (document: StoredDocument, columns?: number): Uint8Array =>
  encodePng(drawDocument(document, columns))

import { readFile, writeFile } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import jsQrModule from 'jsqr'
import t from 'tap'
import type { StoredDocument } from '../../../drivers/ffd/document.ts'
import { Bitmap } from '../../../drivers/paper/bitmap.ts'
import { glyphHeight, glyphOf, glyphWidth } from '../../../drivers/paper/font.ts'
import { drawDocument, renderPng } from '../../../drivers/paper/image.ts'
import { qrText } from '../../../drivers/paper/qr.ts'
import { openForBusiness, sale } from '../atol/shop.ts'

// A CommonJS package whose types speak of a default export.
const jsQr = jsQrModule as unknown as typeof jsQrModule.default

/** The picture that the simulated register's README shows; UPDATE_PAPER=1 draws it anew. */
const shown = new URL('../../../drivers/paper/receipt.png', import.meta.url)

async function receipts(): Promise<{ opening: StoredDocument; receipt: StoredDocument }> {
  const shop = await openForBusiness()
  const { lastDocument } = shop.baseline
  await shop.print(
    { ...sale, cashier: { name: 'Кассир Иванова' }, buyer: 'buyer@example.com', internet: true },
    shop.baseline,
  )
  const [opening, receipt] = [shop.simulator.document(lastDocument), shop.simulator.document(lastDocument + 1)]
  await shop.close()
  if (opening === undefined || receipt === undefined) throw new Error('nothing was printed')
  return { opening, receipt }
}

/** As a camera sees it: four bytes a dot. */
function photograph(bitmap: Bitmap): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(bitmap.width * bitmap.height * 4).fill(255)
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      if (bitmap.isBlack(x, y)) pixels.fill(0, (y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3)
    }
  }
  return pixels
}

/** Reads what `encodePng` writes: one IDAT chunk, no filters. */
function decodePng(png: Uint8Array): Bitmap {
  const file = Buffer.from(png)
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  const length = file.readUInt32BE(33)
  const data = inflateSync(file.subarray(41, 41 + length))
  const bitmap = new Bitmap(width, height)
  for (let y = 0; y < height; y += 1) {
    const row = data.subarray(y * (bitmap.stride + 1), (y + 1) * (bitmap.stride + 1))
    if (row[0] !== 0) throw new Error('a filtered row')
    for (let x = 0; x < width; x += 1) {
      if (((row[1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) bitmap.dot(x, y)
    }
  }
  return bitmap
}

t.test('the QR code on the paper says what the document says', async (t) => {
  const { receipt } = await receipts()
  for (const columns of [32, 48]) {
    const bitmap = drawDocument(receipt, columns)
    const found = jsQr(photograph(bitmap), bitmap.width, bitmap.height)
    t.equal(found?.data, qrText(receipt))
    t.match(found?.data, /^t=\d{8}T\d{4}&s=152\.50&fn=\d{16}&i=\d+&fp=\d+&n=1$/)
  }
})

t.test('reports have paper too, without a QR code', async (t) => {
  const { opening } = await receipts()
  const bitmap = drawDocument(opening)
  t.equal(jsQr(photograph(bitmap), bitmap.width, bitmap.height), null)
  t.ok(bitmap.bits.some((byte) => byte !== 0))
})

t.test('a PNG file holds exactly the dots', async (t) => {
  const { receipt } = await receipts()
  const bitmap = drawDocument(receipt)
  t.same(decodePng(renderPng(receipt)), bitmap)
})

t.test('the receipt that the README shows is what is printed', async (t) => {
  const { receipt } = await receipts()
  if (process.env['UPDATE_PAPER'] === '1') await writeFile(shown, renderPng(receipt))
  t.same(decodePng(await readFile(shown)), drawDocument(receipt))
})

t.test('every character of the register has dots of its own', (t) => {
  const texts = new Set<string>()
  const russian = [...Array(64).keys()].map((index) => String.fromCodePoint(0x410 + index))
  const all = [...russian, ...'Ёё№«»—012456789=.,:&%']
  for (const character of all) texts.add(Buffer.from(glyphOf(character) ?? []).toString('hex'))
  t.equal(texts.size, all.length)
  t.equal(glyphOf(' '), undefined)
  t.same(glyphOf('語'), glyphOf('\ufffd'))
  t.equal(glyphOf('А')?.length, (glyphWidth * glyphHeight) / 8)
  t.end()
})

t.test('dots outside the paper are not printed', (t) => {
  const bitmap = new Bitmap(9, 2)
  for (const [x, y] of [
    [-1, 0],
    [0, -1],
    [9, 0],
    [0, 2],
  ] as const)
    bitmap.dot(x, y)
  t.ok(bitmap.bits.every((byte) => byte === 0))
  bitmap.square(8, 1, 3)
  t.ok(bitmap.isBlack(8, 1))
  t.end()
})

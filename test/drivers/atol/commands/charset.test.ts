import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import {
  decodeTableText,
  decodeText,
  encodeTableText,
  encodeText,
  printable,
} from '../../../../drivers/atol/commands/charset.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'
import { cp866 } from '../../../../drivers/ffd/cp866.ts'

const allBytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)

t.test('external set: every byte comes back, and the known ones are what the vendor says', async (t) => {
  t.same(encodeText(decodeText(allBytes)), allBytes)
  t.equal(new Set(Array.from(decodeText(allBytes))).size, 256)
  t.equal(decodeText(fromHex('24 FC F2 27 F1 F8')), "№$€'ё°")
  t.equal(hex(encodeText('№$€’ё·°')), '24 FC F2 27 F1 F9 F8')
  t.equal(decodeText(encodeText("De'Longhi А·ч")), "De'Longhi А·ч")
  t.throws(() => encodeText('«'), LayoutError)
  t.throws(() => encodeText('×'), LayoutError)
})

t.test('what the register took can be stored in the fiscal memory', async (t) => {
  t.doesNotThrow(() => cp866.encode(decodeText(allBytes)))
  t.same(cp866.encode(cp866.decode(allBytes)), allBytes)
  t.equal(hex(cp866.encode("№$'·")), 'FC 24 27 FA')
})

t.test('internal set', async (t) => {
  t.equal(decodeTableText(fromHex('00 1F 80 9F F0 F1 24 A0 A1 A2 41 27')), "АЯаяЁё№$€—A'")
  t.equal(hex(encodeTableText('НДС 22/122')), '0D 04 11 20 32 32 2F 31 32 32')
  t.throws(() => encodeTableText('\uFFFD'), LayoutError, 'an unknown byte is not written back')
  for (const byte of allBytes) {
    const text = decodeTableText(Uint8Array.of(byte))
    if (text !== '\uFFFD') t.same(encodeTableText(text), Uint8Array.of(byte))
  }
})

t.test('any text becomes printable', async (t) => {
  const spelled: readonly (readonly [string, string])[] = [
    ['Сахар «Русский», 48×105 — м²', 'Сахар "Русский", 48x105 - м2'],
    ["De’Longhi ‘a’ “b” De'L", "De'Longhi 'a' \"b\" De'L"],
    ['2,0 А·ч • 5 °C №7 $', '2,0 А·ч · 5 °C №7 $'],
    ['Цена 5€ и 10₽…', 'Цена 5EUR и 10руб....'],
    ['½ л, 10 µF, ™', '1/2 л, 10 мкF, TM'],
    ['Кран 1½″', 'Кран 1 1/2"'],
    ['Café señor Ёлка й', 'Cafe senor Ёлка й'],
    ['и\u0306ог', 'йог'],
    ['a\tb\r\nc\u00A0d\u0007e\u200Bf', 'a b  c def'],
    ['Чай 🍵 中', 'Чай  '],
    ['ﬁ Ａ Ⅳ', 'fi A IV'],
    ['\uD83C', ''],
  ]
  for (const [from, to] of spelled) t.equal(printable(from, 128), to)
})

t.test('what is printable can be sent, stored, and stays as it is', async (t) => {
  const property = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(128), (text, max) => {
    const ready = printable(text, max)
    t.ok(ready.length <= max)
    t.equal(encodeText(ready).length, ready.length)
    t.equal(decodeText(encodeText(ready)), ready)
    t.equal(cp866.decode(cp866.encode(ready)), ready)
    t.equal(printable(ready, max), ready)
  })
  fc.assert(property, { numRuns: 200 })
})

interface Samples {
  readonly receipts: readonly {
    readonly data: { readonly items?: readonly { readonly name: string }[] }
    readonly expect: { readonly accept: boolean; readonly items?: readonly { readonly 1030: string }[] }
  }[]
}

t.test('names of the sample receipts become what is expected in tag 1030', async (t) => {
  const { receipts } = JSON.parse(readFileSync('test/fixtures/sample-receipts.json', 'utf8')) as Samples
  for (const { data, expect } of receipts.filter((receipt) => receipt.expect.accept)) {
    const names = data.items?.map(({ name }) => printable(name, 128))
    t.same(
      names,
      expect.items?.map((item) => item[1030]),
    )
  }
})

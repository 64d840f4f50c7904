import fc from 'fast-check'
import t from 'tap'
import {
  ascii,
  bcd,
  bcdDigits,
  bcdMoney,
  bcdNumeral,
  bcdQuantity,
  bits,
  byteOrZero,
  type Codec,
  constant,
  fixedBytes,
  flag,
  money32,
  optional,
  reserved,
  restBytes,
  restText,
  tail,
  u8,
  u16be,
  u16le,
  u32le,
  writeFields,
  zeroPaddedText,
} from '../../../../drivers/atol/commands/codec.ts'
import {
  bcdDate,
  bcdDayFirst,
  bcdDayFirstMinutes,
  bcdYearFirst,
  binaryDate,
  binaryMinutes,
} from '../../../../drivers/atol/commands/dates.ts'
import { fromHex, hex, LayoutError, Reader, Writer } from '../../../../drivers/bytes.ts'
import { kopecks, quantity } from '../../../../drivers/money.ts'

function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = new Writer()
  codec.write(writer, value)
  return writer.done()
}

const decode = <T>(codec: Codec<T>, bytes: Uint8Array): T => codec.read(new Reader(bytes))

/** Round trip of any value; anything shorter than `size` bytes is rejected. */
function proves<T>(name: string, codec: Codec<T>, values: fc.Arbitrary<T>, size?: number): void {
  t.test(name, async (t) => {
    const property = fc.property(values, (value) => {
      const bytes = encode(codec, value)
      t.same(decode(codec, bytes), value)
      if (size === undefined) return
      t.equal(bytes.length, size)
      t.throws(() => decode(codec, bytes.subarray(0, size - 1)), LayoutError)
    })
    fc.assert(property, { numRuns: 50 })
  })
}

const numeral = (digits: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n })
const day = { year: fc.integer({ min: 2000, max: 2099 }), month: fc.nat(12), day: fc.nat(31) }
const minute = { ...day, hour: fc.nat(23), minute: fc.nat(59), second: fc.constant(0) }

proves('u8', u8, fc.nat(0xff), 1)
proves('u16le', u16le, fc.nat(0xffff), 2)
proves('u16be', u16be, fc.nat(0xffff), 2)
proves('u32le', u32le, fc.nat(0xffff_ffff), 4)
proves('bcd', bcd(3), fc.nat(999_999), 3)
proves('bcdMoney', bcdMoney(7), numeral(14).map(kopecks), 7)
proves('money32', money32, fc.bigInt({ min: 0n, max: 0xffff_ffffn }).map(kopecks), 5)
proves('bcdQuantity', bcdQuantity(5), numeral(10).map(quantity), 5)
proves(
  'bcdDigits',
  bcdDigits(4),
  numeral(8).map((value) => value.toString().padStart(8, '0')),
  4,
)
proves('bcdNumeral', bcdNumeral(5), numeral(10).map(String), 5)
proves('fixedBytes', fixedBytes(4), fc.uint8Array({ minLength: 4, maxLength: 4 }), 4)
proves('restBytes', restBytes, fc.uint8Array({ maxLength: 9 }))
proves('restText', restText(9), fc.string({ unit: fc.constantFrom(...'АЯё №$€·°'), maxLength: 9 }))
proves('zeroPaddedText', zeroPaddedText(9), fc.string({ unit: fc.constantFrom(...'Аё №$'), maxLength: 9 }), 9)
proves('ascii', ascii(9), fc.string({ unit: fc.constantFrom(...'09aZ'), maxLength: 9 }), 9)
proves('flag', flag, fc.boolean(), 1)
proves('bits', bits({ low: 0, high: 7 }), fc.record({ low: fc.boolean(), high: fc.boolean() }), 1)
proves('bcdYearFirst', bcdYearFirst, fc.record({ ...minute, second: fc.nat(59) }), 6)
proves('bcdDayFirst', bcdDayFirst, fc.record({ ...minute, second: fc.nat(59) }), 6)
proves('bcdDayFirstMinutes', bcdDayFirstMinutes, fc.record(minute), 5)
proves('binaryMinutes', binaryMinutes, fc.record(minute), 5)
proves('bcdDate', bcdDate, fc.record(day), 3)
proves('binaryDate', binaryDate, fc.record(day), 3)

t.test('byte order and digits on the wire', async (t) => {
  t.equal(hex(encode(u16le, 0x0102)), '02 01')
  t.equal(hex(encode(u16be, 0x0102)), '01 02')
  t.equal(hex(encode(u32le, 43)), '2B 00 00 00')
  t.equal(hex(encode(bcd(5), 1_234_567)), '00 01 23 45 67')
  t.equal(hex(encode(ascii(4), 'ab')), '61 62 20 20')
  t.equal(hex(encode(zeroPaddedText(4), 'ё')), 'F1 00 00 00')
  t.equal(hex(encode(reserved(2), undefined)), '00 00')
  t.equal(hex(encode(tail(2), undefined)), '00 00')
  t.equal(hex(encode(byteOrZero, undefined)), '00')
  t.equal(hex(encode(bits({ low: 0, high: 7 }), { low: false, high: true })), '80')
})

t.test('what may be missing or unknown', async (t) => {
  t.equal(decode(optional(u8), fromHex('')), undefined)
  t.equal(decode(optional(u8), fromHex('07')), 7)
  t.equal(encode(optional(u8), undefined).length, 0)
  t.equal(decode(tail(3), fromHex('01')), undefined)
  t.equal(decode(reserved(2), fromHex('01 02')), undefined)
  t.same(decode(bits({ low: 0 }), fromHex('F1')), { low: true })
  t.same(decode(binaryMinutes, fromHex('00 00 00 00 00')).month, 0, 'a clock that was never set')
})

t.test('what does not fit is refused, never clipped', async (t) => {
  const refused: readonly (() => unknown)[] = [
    () => encode(u8, 256),
    () => encode(u8, -1),
    () => encode(u8, 1.5),
    () => encode(u16le, 0x1_0000),
    () => encode(bcd(1), 100),
    () => encode(bcd(1), 0.5),
    () => encode(bcdMoney(2), kopecks(-1)),
    () => encode(bcdMoney(2), kopecks(10_000)),
    () => encode(money32, kopecks(0x1_0000_0000)),
    () => encode(bcdDigits(2), '12a4'),
    () => encode(bcdDigits(2), '12345'),
    () => encode(bcdNumeral(2), ''),
    () => encode(fixedBytes(2), fromHex('01')),
    () => encode(restText(2), 'abc'),
    () => encode(restText(2), '×'),
    () => encode(zeroPaddedText(2), 'abc'),
    () => encode(ascii(2), 'abc'),
    () => encode(ascii(2), 'я'),
    () => encode(bcdDate, { year: 1999, month: 1, day: 1 }),
    () => encode(bcdDate, { year: 2100, month: 1, day: 1 }),
    () => decode(bcd(1), fromHex('1A')),
    () => decode(flag, fromHex('02')),
    () => decode(constant(1), fromHex('02')),
  ]
  for (const action of refused) t.throws(action, LayoutError, action.toString())
})

t.test('a mistake of the program is not taken for a value that does not fit', async (t) => {
  const broken: Codec<number> = {
    read: () => 0,
    write() {
      throw new TypeError('a mistake')
    },
  }
  t.throws(() => writeFields({ broken }, { broken: 1 }, new Writer()), { name: 'TypeError', message: 'a mistake' })
})

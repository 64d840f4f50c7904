import fc from 'fast-check'
import t from 'tap'
import { encodePacket, type FrameEvent, maxDataLength, V3Decoder } from '../../../../drivers/atol/frame/v3.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'
import trace from '../../../fixtures/atol-trace.json' with { type: 'json' }

const decode = (...chunks: Uint8Array[]): FrameEvent[] => {
  const decoder = new V3Decoder()
  return chunks.flatMap((chunk) => decoder.push(chunk))
}
const frames = (events: FrameEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'frame' ? [`${event.id}:${hex(event.data)}`] : []))

/** Protocol 2.5. */
const published: [string, number, string][] = [
  ['FE 01 00 06 C4 58', 0x06, 'C4'],
  ['FE 06 00 07 C1 01 02 00 00 A5 8D', 0x07, 'C1 01 02 00 00 A5'],
  ['FE 02 00 08 C3 02 FC', 0x08, 'C3 02'],
  ['FE 02 00 09 C3 02 BA', 0x09, 'C3 02'],
  ['FE 02 00 0A C3 02 70', 0x0a, 'C3 02'],
  ['FE 06 00 02 C1 01 02 00 00 A5 93', 0x02, 'C1 01 02 00 00 A5'],
  ['FE 06 00 01 C1 01 02 00 00 A5 99', 0x01, 'C1 01 02 00 00 A5'],
  ['FE 00 00 01 9D', 0x01, ''],
  ['FE 05 00 F0 A6 57 55 00 00 FD EE', 0xf0, 'A6 57 55 00 00'],
  ['FE 02 00 0E C2 01 FD EE', 0x0e, 'C2 01'],
  ['FE 02 00 1E C3 02 FD ED', 0x1e, 'C3 02'],
  [
    'FE 18 00 0A C1 01 05 00 00 E8 01 01 00 FD ED 03 0B 00 88 A2 A0 AD AE A2 20 88 2E 88 2E 1F',
    0x0a,
    'C1 01 05 00 00 E8 01 01 00 FD 03 0B 00 88 A2 A0 AD AE A2 20 88 2E 88 2E',
  ],
]

t.test('published packets, both ways', async (t) => {
  for (const [wire, id, data] of published) {
    t.equal(hex(encodePacket(id, fromHex(data))), wire)
    t.strictSame(decode(fromHex(wire)), [{ kind: 'frame', id, data: fromHex(data) }])
  }
})

t.test('every packet of the sale trace, both ways', async (t) => {
  for (const step of trace.steps) {
    for (const { hex: wire } of step.v3) {
      const [event] = decode(fromHex(wire))
      if (event?.kind !== 'frame') throw new Error(`${step.step}: ${wire}`)
      t.equal(hex(encodePacket(event.id, event.data)), wire, step.step)
    }
  }
})

t.test('bad packets', async (t) => {
  const good = encodePacket(5, fromHex('C2 01'))
  const name = (events: FrameEvent[]) => events.map((event) => event.kind)
  t.strictSame(name(decode(fromHex('00 11 22'), good, fromHex('33'))), ['noise', 'frame', 'noise'])
  t.strictSame(name(decode(good.subarray(0, 4), good)), ['corrupt', 'frame'], 'a new start restarts')
  t.strictSame(name(decode(fromHex('FE 80'), good)), ['corrupt', 'frame'], 'low length over 7Fh')
  t.strictSame(name(decode(fromHex('FE 00 FF'), good)), ['corrupt', 'frame'], 'length over the limit')
  t.strictSame(name(decode(fromHex('FE 01 00 FD'), good)), ['corrupt', 'frame'], 'no such id')
  t.strictSame(name(decode(fromHex('FE 01 00 05 FD 00'), good)), ['corrupt', 'frame'], 'no such escape')
  t.strictSame(name(decode(fromHex('FE 01 00 06 C4 59'), good)), ['corrupt', 'frame'], 'wrong sum')
  t.match(decode(fromHex('FE 01 00 06 C4 59')), [{ kind: 'corrupt', id: 6, raw: fromHex('FE 01 00 06 C4 59') }])

  const decoder = new V3Decoder()
  decoder.push(good.subarray(0, 3))
  t.equal(decoder.receiving, true)
  decoder.reset()
  t.equal(decoder.receiving, false)
  t.strictSame(frames(decoder.push(good)), ['5:C2 01'])
})

t.test('what cannot be sent', async (t) => {
  t.throws(() => encodePacket(0, new Uint8Array(maxDataLength + 1)), LayoutError)
  for (const id of [-1, 0.5, 0xfd, 0xfe, 0x100]) t.throws(() => encodePacket(id, new Uint8Array()), LayoutError)
  const longest = encodePacket(0, new Uint8Array(maxDataLength).fill(0xfe))
  t.equal(decode(longest)[0]?.kind, 'frame')
})

const id = fc.integer({ min: 0, max: 0xf0 })
const data = fc.uint8Array({ maxLength: 300 })

t.test('properties', async (t) => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, data), { maxLength: 5 }), fc.integer({ min: 1, max: 50 }), (packets, size) => {
      const wire = Buffer.concat(packets.map(([id, data]) => encodePacket(id, data)))
      const chunks: Uint8Array[] = []
      for (let at = 0; at < wire.length; at += size) chunks.push(wire.subarray(at, at + size))
      t.strictSame(
        frames(decode(...chunks)),
        packets.map(([id, data]) => `${id}:${hex(data)}`),
      )
    }),
  )
  t.pass('chunks may fall anywhere')

  fc.assert(
    fc.property(id, data, fc.nat(), fc.nat(7), (id, data, where, bit) => {
      const packet = encodePacket(id, data)
      const at = where % packet.length
      packet[at] = (packet[at] as number) ^ (1 << bit)
      // A flip in the length may end the packet early, where one CRC in 256 fits by chance: the length is not summed.
      if (at === 1 || at === 2) return true
      const read = frames(decode(packet, encodePacket(7, fromHex('C2 01'))))
      // A flip that makes an FEh begins a new packet out of the rest, and one that makes or breaks an FDh shifts the rest by a byte.
      const shifted = packet[at] === 0xfe || packet[at] === 0xfd || ((packet[at] ?? 0) ^ (1 << bit)) === 0xfd
      const escaped = at > 4 && packet[at - 1] === 0xfd
      return shifted || escaped || (read.length === 1 && read[0] === '7:C2 01')
    }),
    { numRuns: 3000 },
  )
  t.pass('a flipped bit of Id, data or sum is never read, and the next packet is')

  fc.assert(
    fc.property(id, data, fc.nat(), (id, data, where) => {
      const packet = encodePacket(id, data)
      const read = frames(decode(packet.subarray(0, where % packet.length), encodePacket(7, fromHex('C2 01'))))
      return read.length === 1 && read[0] === '7:C2 01'
    }),
  )
  t.pass('a packet cut anywhere is never read, and the next packet is')

  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), data, (noise, data) => {
      const read = frames(decode(noise, encodePacket(9, data)))
      return read.at(-1) === `9:${hex(data)}`
    }),
  )
  t.pass('a good packet is found behind any noise')

  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (chunks) => {
      const total = decode(...chunks).reduce(
        (sum, event) =>
          sum + (event.kind === 'noise' ? event.bytes.length : event.kind === 'corrupt' ? event.raw.length : 5),
        0,
      )
      return total <= chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    }),
  )
  t.pass('no byte is told twice')
})

import fc from 'fast-check'
import t from 'tap'
import { BlockReceiver, control, encodeBlock, maxReplyLength } from '../../../../drivers/atol/frame/v2.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'
import trace from '../../../fixtures/atol-trace.json' with { type: 'json' }

/** What a receiver makes of a whole block, STX included. */
const decode = (block: Uint8Array, receiver = new BlockReceiver()) => {
  const events = [...block.subarray(1)].flatMap((byte) => receiver.push(byte) ?? [])
  return events.map((event) => (event.kind === 'block' ? hex(event.data) : event.kind))
}

t.test('published blocks (protocol 1.2), both ways', async (t) => {
  const published = [
    ['1F 00 FF 10 02 03 1A', '02 1F 00 FF 10 10 02 10 03 1A 03 E8'],
    ['00 00 3F', '02 00 00 3F 03 3C'],
    ['00 00 A4 10', '02 00 00 A4 10 10 03 A7'],
    ['00 00 56 01 00 00 00 30', '02 00 00 56 01 00 00 00 30 03 64'],
    ['55 00 00', '02 55 00 00 03 56'],
  ] as const
  for (const [data, block] of published) {
    t.equal(hex(encodeBlock(fromHex(data))), block)
    t.strictSame(decode(fromHex(block)), [data])
  }
})

t.test('every block of the sale trace, both ways', async (t) => {
  for (const { app, v2 } of trace.steps) {
    t.equal(hex(encodeBlock(fromHex(`00 00 ${app.host}`))), v2.host)
    t.strictSame(decode(fromHex(v2.host)), [`00 00 ${app.host}`])
    t.equal(hex(encodeBlock(fromHex(app.device), maxReplyLength)), v2.device)
    t.strictSame(decode(fromHex(v2.device)), [app.device])
  }
})

t.test('bad blocks', async (t) => {
  t.strictSame(decode(fromHex('02 00 00 3F 03 3D')), ['corrupt'])
  t.strictSame(decode(fromHex('02 00 00 3F')), [])
  t.strictSame(decode(fromHex('02 00 00 00'), new BlockReceiver(2)), ['overflow'])
  t.throws(() => encodeBlock(new Uint8Array(256)), LayoutError)

  const receiver = new BlockReceiver()
  decode(fromHex('02 01 10'), receiver)
  receiver.reset()
  t.strictSame(decode(fromHex('02 00 00 3F 03 3C 55 55'), receiver), ['00 00 3F'], 'nothing after the sum is read')
})

const data = fc.uint8Array({ maxLength: 255 })

t.test('properties', async (t) => {
  fc.assert(fc.property(data, (data) => decode(encodeBlock(data)).join() === hex(data)))
  t.pass('what is sent is read')

  fc.assert(
    fc.property(data, fc.nat(), fc.nat(7), (data, where, bit) => {
      const block = encodeBlock(data)
      const at = 1 + (where % (block.length - 1))
      const before = block[at] as number
      block[at] = before ^ (1 << bit)
      const special = (byte: number): boolean => byte === control.dle || byte === control.etx
      // A flip that makes or breaks DLE or ETX moves the end of the block: then one sum in 256 fits by chance.
      if (special(before) || special(block[at] as number) || special(block[at - 1] as number)) return true
      return decode(block).every((event) => event === 'corrupt')
    }),
    { numRuns: 3000 },
  )
  t.pass('a flipped bit is never read')

  fc.assert(
    fc.property(data, fc.nat(), (data, where) => {
      const block = encodeBlock(data)
      return decode(block.subarray(0, 1 + (where % (block.length - 1)))).length === 0
    }),
  )
  t.pass('a block cut anywhere is never read')

  fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => decode(bytes).length <= 1))
  t.pass('any bytes: at most one event, never a crash')
})

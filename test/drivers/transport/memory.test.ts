import fc from 'fast-check'
import t from 'tap'
import { fromHex, hex } from '../../../drivers/bytes.ts'
import type { Link } from '../../../drivers/transport/link.ts'
import { type MemoryLinkOptions, memoryLink } from '../../../drivers/transport/memory.ts'
import { VirtualClock } from '../../virtual-clock.ts'

function line(options: Omit<MemoryLinkOptions, 'clock'> = {}) {
  const clock = new VirtualClock()
  const [host, device] = memoryLink({ clock, ...options })
  const arrivals = (link: Link): { at: number; bytes: string }[] => {
    const seen: { at: number; bytes: string }[] = []
    link.receive((bytes) => seen.push({ at: clock.monotonic(), bytes: hex(bytes) }))
    return seen
  }
  return { clock, host, device, arrivals }
}

t.test('carries bytes both ways, never at once', async (t) => {
  const { clock, host, device, arrivals } = line()
  const [atHost, atDevice] = [arrivals(host), arrivals(device)]
  host.send(fromHex('01 02'))
  device.send(fromHex('03'))
  t.strictSame([atHost, atDevice], [[], []])
  await clock.advance(0)
  t.strictSame([atHost, atDevice], [[{ at: 0, bytes: '03' }], [{ at: 0, bytes: '01 02' }]])
})

t.test('what arrived before the receiver was set is delivered first', async (t) => {
  const { clock, host, device, arrivals } = line()
  host.send(fromHex('01'))
  await clock.advance(1)
  const seen = arrivals(device)
  t.strictSame(seen, [{ at: 1, bytes: '01' }])
})

t.test('latency and line speed, each direction for itself', async (t) => {
  const { clock, host, device, arrivals } = line({ latencyMs: 2, baud: 10_000 })
  const [atHost, atDevice] = [arrivals(host), arrivals(device)]
  host.send(fromHex('01 02 03'))
  host.send(fromHex('04'))
  device.send(fromHex('05'))
  await clock.advance(10)
  t.strictSame(atDevice, [
    { at: 5, bytes: '01 02 03' },
    { at: 6, bytes: '04' },
  ])
  t.strictSame(atHost, [{ at: 3, bytes: '05' }])
})

t.test('chunks arrive as the line carries them', async (t) => {
  const { clock, host, device, arrivals } = line({ baud: 10_000, chunkBytes: 2 })
  const seen = arrivals(device)
  host.send(fromHex('01 02 03'))
  await clock.advance(10)
  t.strictSame(seen, [
    { at: 2, bytes: '01 02' },
    { at: 3, bytes: '03' },
  ])
})

t.test('drops, corrupts, doubles', async (t) => {
  const { clock, host, device, arrivals } = line({
    fate: (direction, index, byte) =>
      direction === 'to-device' ? [[], [byte ^ 1], [byte, byte], undefined][index] : undefined,
  })
  const seen = arrivals(device)
  host.send(fromHex('10 20 30 40'))
  await clock.advance(0)
  t.strictSame(seen, [{ at: 0, bytes: '21 30 30 40' }])
})

t.test('is cut at a byte: what was before it arrives, both ends learn of it, nothing comes after', async (t) => {
  const { clock, host, device, arrivals } = line({
    latencyMs: 5,
    fate: (direction, index) => (direction === 'to-device' && index === 2 ? 'cut' : undefined),
  })
  const seen = arrivals(device)
  host.send(fromHex('01 02 03 04'))
  host.send(fromHex('05'))
  await clock.advance(10)
  t.strictSame(seen, [{ at: 5, bytes: '01 02' }])
  t.match((await host.closed).message, /memory: line cut at byte 2 to-device/)
  t.equal(await host.closed, await device.closed)
  device.send(fromHex('01'))
  await clock.advance(10)
  t.equal(clock.pendingTimers, 0)
})

t.test('closing one end closes both and loses what is under way', async (t) => {
  const { clock, host, device, arrivals } = line({ latencyMs: 5 })
  const seen = arrivals(device)
  host.send(fromHex('01'))
  device.close()
  await clock.advance(10)
  t.strictSame(seen, [])
  t.match((await host.closed).message, /closed/)
})

t.test('order is kept whatever the options', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 })),
      fc.record({
        latencyMs: fc.nat(20),
        baud: fc.integer({ min: 300, max: 115_200 }),
        chunkBytes: fc.integer({ min: 1, max: 9 }),
      }),
      async (sends, options) => {
        const { clock, host, device } = line(options)
        const seen: number[] = []
        device.receive((bytes) => seen.push(...bytes))
        for (const bytes of sends) {
          host.send(bytes)
          await clock.advance(1)
        }
        await clock.advance(60_000)
        return hex(Uint8Array.from(seen)) === hex(Buffer.concat(sends))
      },
    ),
    { numRuns: 30 },
  )
})

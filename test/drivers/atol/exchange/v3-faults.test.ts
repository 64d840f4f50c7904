import fc from 'fast-check'
import t from 'tap'
import { ExchangeError } from '../../../../drivers/atol/exchange/exchange.ts'
import { V2Exchange } from '../../../../drivers/atol/exchange/v2.ts'
import { V3Exchange } from '../../../../drivers/atol/exchange/v3.ts'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import { memoryLink } from '../../../../drivers/transport/memory.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { read, stage, task } from './v3-stage.ts'

/** What the line does to one byte. */
const fates = fc.constantFrom<(byte: number) => readonly number[] | 'cut'>(
  () => [],
  (byte) => [byte, byte],
  (byte) => [byte ^ 1],
  (byte) => [byte ^ 0x80],
  (byte) => [0xfe, byte],
  (byte) => [0x55, byte],
  () => 'cut',
)
const where = fc.record({ direction: fc.constantFrom('to-device', 'to-host'), index: fc.nat(160), fate: fates })
const windows = fc.constantFrom(1, 8)

function faulty({
  direction,
  index,
  fate,
}: {
  direction: string
  index: number
  fate: (byte: number) => readonly number[] | 'cut'
}) {
  return {
    fate: (way: string, at: number, byte: number) => (way === direction && at === index ? fate(byte) : undefined),
  }
}

t.test('whatever the line does to one byte, a write is executed at most once and its reply is its own', async (t) => {
  await fc.assert(
    fc.asyncProperty(where, windows, fc.boolean(), fc.nat(30), async (fault, window, closing, executeMs) => {
      const { clock, peer, exchange } = stage({ window }, faulty({ ...fault, index: fault.index % 40 }))
      peer.executeMs = executeMs
      peer.reply = () => '44 01 02'
      const reply = await clock.run(exchange.transact(task('4A'), { closing }).catch((error: unknown) => error))
      if (reply instanceof Uint8Array) return peer.executed.join() === '4A' && hex(reply) === '44 01 02'
      if (!(reply instanceof ExchangeError)) return false
      return peer.executed.length === 0 || (reply.handedOver && peer.executed.length === 1)
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('a series that resolves was executed whole, in order, once', async (t) => {
  const requests = ['92 00 01', 'EA', 'E8 01', 'EB', '99 00 02']
  await fc.assert(
    fc.asyncProperty(where, windows, fc.nat(30), async (fault, window, executeMs) => {
      const { clock, peer, exchange } = stage({ window, depth: 3 }, faulty(fault))
      peer.executeMs = executeMs
      const result = await clock.run(exchange.series(requests.map((one) => task(one))).catch((error: unknown) => error))
      if (Array.isArray(result)) return peer.executed.join() === requests.join()
      if (!(result instanceof ExchangeError)) return false
      return new Set(peer.executed).size === peer.executed.length && (result.handedOver || peer.executed.length === 0)
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('behind the fence every reply is its question’s, whatever went before', async (t) => {
  await fc.assert(
    fc.asyncProperty(where, fc.nat(15_000), async (fault, executeMs) => {
      const { clock, peer, exchange } = stage({}, faulty(fault))
      peer.reply = (request) => `55 00 ${request}`
      peer.executeMs = executeMs
      await clock.run(exchange.transact(task('4A'), { closing: true }).catch(() => undefined))
      const fenced = await clock.run(
        exchange.fence().then(
          () => true,
          () => false,
        ),
      )
      if (!fenced) return true
      peer.executeMs = 0
      for (const request of ['3F', 'A4 10', '45']) {
        const reply = await clock.run(exchange.transact(read(request)).catch((error: unknown) => error))
        if (reply instanceof Uint8Array && hex(reply) !== `55 00 ${request}`) return false
      }
      return peer.executed.filter((request) => request === '4A').length <= 1
    }),
    { numRuns: 300 },
  )
  t.pass()
})

t.test('random bytes crash no exchange and settle every call', async (t) => {
  const opens = [
    (options: ConstructorParameters<typeof V2Exchange>[0]) => new V2Exchange(options),
    (options: ConstructorParameters<typeof V2Exchange>[0]) => new V3Exchange(options),
  ]
  for (const open of opens) {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 20 }), async (chunks) => {
        const clock = new VirtualClock()
        const [host, device] = memoryLink({ clock })
        const exchange = open({ link: host, clock, fenceMs: 1000 })
        let at = 0
        device.receive(() => {
          const chunk = chunks[at++]
          if (chunk !== undefined) device.send(chunk)
        })
        const request = { name: '3F', request: fromHex('3F'), effect: 'read', timeoutMs: 3000 } as const
        for (const call of [
          () => exchange.fence(),
          () => exchange.transact(request),
          () => exchange.series([request]),
        ]) {
          const failure = await clock.run(
            call().then(
              () => undefined,
              (error: unknown) => error,
            ),
          )
          if (failure !== undefined && !(failure instanceof ExchangeError) && (failure as Error).name !== 'TaskFailed')
            return false
        }
        return true
      }),
      { numRuns: 200 },
    )
    t.pass()
  }
})

t.test('what a register sends unasked is not kept', async (t) => {
  const clock = new VirtualClock()
  for (const open of [V2Exchange, V3Exchange]) {
    const [host, device] = memoryLink({ clock })
    new open({ link: host, clock })
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 2000; n++) {
      device.send(new Uint8Array(4096).fill(n))
      await clock.advance(1)
    }
    t.ok(process.memoryUsage().heapUsed - before < 60_000_000)
  }
})

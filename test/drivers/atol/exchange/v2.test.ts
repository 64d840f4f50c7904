import fc from 'fast-check'
import t from 'tap'
import { ExchangeError, TaskFailed } from '../../../../drivers/atol/exchange/exchange.ts'
import { control } from '../../../../drivers/atol/frame/v2.ts'
import { hex } from '../../../../drivers/bytes.ts'
import { stage, task } from './v2-stage.ts'

const { enq, ack, stx, eot, nak } = control

t.test('one command after another', async (t) => {
  const { peer, exchange, run, clock } = stage()
  await run(exchange.fence())
  peer.reply = (request) => `55 00 ${request}`
  const begun = clock.monotonic()
  t.equal(hex(await run(exchange.transact(task('3F')))), '55 00 3F')
  t.equal(hex(await run(exchange.transact(task('A4 10 03')))), '55 00 A4 10 03', 'masked both ways')
  t.equal(clock.monotonic(), begun, 'nothing is waited out')
  t.strictSame(peer.executed, ['3F', 'A4 10 03'])
})

t.test('ENQ: silence, NAK, garbage, collision', async (t) => {
  for (const first of [[], [nak], [0x77], [enq]]) {
    const { peer, exchange, run } = stage()
    await run(exchange.fence())
    peer.onEnq = (count) => (count < 4 ? first : [ack])
    t.equal(hex(await run(exchange.transact(task('4A')))), '55 00 00')
    t.strictSame(peer.executed, ['4A'])
  }
  for (const [answer, code] of [
    [[], 'TIMEOUT'],
    [[nak], 'BUSY'],
    [[0x77], 'PROTOCOL'],
    [[enq], 'PROTOCOL'],
  ] as const) {
    const { peer, exchange, run, clock } = stage()
    await run(exchange.fence())
    peer.onEnq = () => [...answer]
    await t.rejects(run(exchange.transact(task('4A'))), { code, handedOver: false })
    t.strictSame(peer.executed, [])
    await clock.advance(1)
    t.equal(peer.heard.at(-1), eot)
  }
})

t.test('block: NAK, lost answers', async (t) => {
  const refused = stage()
  await refused.run(refused.exchange.fence())
  refused.peer.onBlock = (count) => (count < 4 ? { answer: [nak], execute: false } : { answer: [ack], execute: true })
  await refused.run(refused.exchange.transact(task('4A')))
  t.strictSame(refused.peer.executed, ['4A'])

  refused.peer.onBlock = () => ({ answer: [nak], execute: false })
  await t.rejects(refused.run(refused.exchange.transact(task('4A'))), { code: 'PROTOCOL', handedOver: false })

  for (const answer of [[], [0x77], [enq]]) {
    const { peer, exchange, run } = stage()
    await run(exchange.fence())
    peer.executeMs = 300
    peer.onBlock = () => ({ answer, execute: true })
    t.equal(hex(await run(exchange.transact(task('4A')))), '55 00 00', 'the ENQ proves that it was accepted')
    t.strictSame(peer.executed, ['4A'], 'a write is not sent again')
  }

  const lost = stage()
  await lost.run(lost.exchange.fence())
  lost.peer.onBlock = (count) => ({ answer: count < 2 ? [] : [ack], execute: count >= 2 })
  await t.rejects(lost.run(lost.exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
  t.equal(hex(await lost.run(lost.exchange.transact(task('3F', { effect: 'read' })))), '55 00 00', 'a read is')
})

t.test('reply: damaged, cut, repeated', async (t) => {
  const bad = (change: (block: Uint8Array) => Uint8Array) => (block: Uint8Array, count: number) =>
    count < 3 ? change(block) : block
  for (const onReply of [
    bad((block) => Uint8Array.from(block, (byte, at) => (at === 1 ? byte ^ 1 : byte))),
    bad((block) => Uint8Array.of(enq, ...block)),
    bad((block) => Uint8Array.of(0x77, ...block)),
  ]) {
    const { peer, exchange, run } = stage()
    await run(exchange.fence())
    peer.onReply = onReply
    t.equal(hex(await run(exchange.transact(task('4A')))), '55 00 00')
  }

  const never = stage()
  await never.run(never.exchange.fence())
  never.peer.onReply = () => Uint8Array.of(stx, 1)
  await t.rejects(never.run(never.exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })

  const long = stage()
  await long.run(long.exchange.fence())
  long.peer.onReply = () => new Uint8Array(2000).fill(stx)
  await t.rejects(long.run(long.exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
})

t.test('a late reply is never taken for the next command’s', async (t) => {
  const { peer, exchange, run, clock } = stage()
  await run(exchange.fence())
  peer.reply = (request) => `55 00 ${request}`
  peer.executeMs = 12_000
  await t.rejects(run(exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
  t.equal(hex(await run(exchange.transact(task('3F', { timeoutMs: 60_000 })))), '55 00 3F')
  peer.executeMs = 15_000
  await t.rejects(run(exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
  await run(exchange.fence())
  t.equal(peer.state, 'idle')
  peer.executeMs = 0
  t.equal(hex(await run(exchange.transact(task('3F')))), '55 00 3F')
  await clock.advance(10_000)
})

t.test('fence', async (t) => {
  const dead = stage()
  dead.peer.onEnq = () => []
  await t.rejects(dead.run(dead.exchange.fence()), { code: 'TIMEOUT' })
  await t.rejects(dead.run(dead.exchange.transact(task('3F'))), { code: 'TIMEOUT', handedOver: false })

  const busy = stage()
  busy.peer.onEnq = () => [nak]
  await t.rejects(busy.run(busy.exchange.fence()), { code: 'BUSY' })

  const noisy = stage()
  const babble = (): void => {
    noisy.device.send(Uint8Array.of(0x77))
    noisy.clock.after(200, babble)
  }
  babble()
  await t.rejects(noisy.run(noisy.exchange.fence()), { code: 'PROTOCOL' })

  const stopped = AbortSignal.abort(new Error('stop'))
  await t.rejects(busy.run(busy.exchange.fence(stopped)), { code: 'ABORTED' })
  await t.rejects(busy.run(busy.exchange.transact(task('3F'), { signal: stopped })), {
    code: 'ABORTED',
    handedOver: false,
  })
})

t.test('series: one by one', async (t) => {
  const { peer, exchange, run } = stage()
  const requests = ['92 00 01', 'EA', 'EB', '99']
  peer.reply = (request) => `55 00 ${request}`
  const replies = await run(exchange.series(requests.map((request) => task(request, { needReply: request === 'EB' }))))
  t.strictSame(
    replies.map((reply) => reply && hex(reply)),
    [undefined, undefined, '55 00 EB', undefined],
  )
  t.strictSame(peer.executed, requests)

  peer.executed.length = 0
  peer.reply = (request) => (request === 'EA' ? '55 EE 00' : '55 00 00')
  const failure = await run(exchange.series(requests.map((request) => task(request))).catch((error: unknown) => error))
  t.ok(failure instanceof TaskFailed && failure.index === 1 && hex(failure.reply) === '55 EE 00')
  t.strictSame(peer.executed, ['92 00 01', 'EA'])
  await run(exchange.series(requests.map((request) => task(request, { ignoreError: true }))))

  peer.onBlock = (count) => ({ answer: [nak], execute: count < 0 })
  await t.rejects(run(exchange.series([task('92')])), { code: 'PROTOCOL', handedOver: false })
})

t.test('the link goes', async (t) => {
  const before = stage()
  before.device.close()
  await before.clock.advance(1)
  await t.rejects(before.run(before.exchange.transact(task('4A'))), { code: 'LINK_LOST', handedOver: false })

  const during = stage()
  await during.run(during.exchange.fence())
  during.peer.executeMs = 500
  during.clock.after(100, () => during.device.close())
  await t.rejects(during.run(during.exchange.transact(task('4A'))), { code: 'LINK_LOST', handedOver: true })
  during.exchange.close()
})

t.test('what cannot be sent', async (t) => {
  const { exchange, run } = stage()
  await t.rejects(run(exchange.transact(task('00'.repeat(254)))), { code: 'PROTOCOL', handedOver: false })
})

t.test('whatever the line does to one byte, a write is executed at most once', async (t) => {
  const fates = fc.constantFrom<(byte: number) => number[]>(
    () => [],
    (byte) => [byte, byte],
    (byte) => [byte ^ 1],
    (byte) => [byte ^ 0x10],
    (byte) => [0x55, byte],
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('to-device', 'to-host'), fc.nat(12), fates, async (direction, index, fate) => {
      let on = false
      let seen = 0
      const { peer, exchange, run } = stage({
        fate: (way, _, byte) => (on && way === direction && seen++ === index ? fate(byte) : undefined),
      })
      peer.reply = () => '44 01 02'
      await run(exchange.fence())
      on = true
      const reply = await run(exchange.transact(task('4A')).catch((error: unknown) => error))
      if (reply instanceof Uint8Array) return peer.executed.length === 1 && hex(reply) === '44 01 02'
      if (!(reply instanceof ExchangeError)) return false
      return peer.executed.length === 0 || (reply.handedOver && peer.executed.length === 1)
    }),
    { numRuns: 300 },
  )
  t.pass()
})

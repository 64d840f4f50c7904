import t from 'tap'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import { damaged, read, stage, task } from './v3-stage.ts'

t.test('one command', async (t) => {
  for (const window of [1, 8]) {
    for (const direct of [false, true]) {
      const { clock, peer, exchange } = stage({ window })
      peer.direct = direct
      peer.reply = () => '44 01 02'
      t.equal(hex(await clock.run(exchange.transact(task('3F')))), '44 01 02')
      await clock.advance(10)
      t.strictSame(peer.executed, ['3F'])
      t.equal(peer.held, 0, 'the result is acknowledged')
    }
  }
})

t.test('an error reply is returned, and the register’s queue runs again', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.reply = (request) => (request === '92' ? '55 9B 00' : '55 00 00')
  t.equal(hex(await clock.run(exchange.transact(task('92')))), '55 9B 00')
  t.equal(hex(await clock.run(exchange.transact(task('59')))), '55 00 00')
})

t.test('an error that is ignored costs no Abort', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.reply = () => '55 DA 00'
  t.equal(hex(await clock.run(exchange.transact(read('A4 46', { ignoreError: true })))), '55 DA 00')
  t.notOk(peer.messages.includes('abort'))
})

t.test('a queue that somebody else’s error stopped: the task, never executed, is added again', async (t) => {
  for (const direct of [false, true]) {
    const { clock, peer, exchange } = stage()
    peer.direct = direct
    peer.plant(0xd0, '55 67 00')
    t.equal(hex(await clock.run(exchange.transact(task('92')))), '55 00 00')
    t.strictSame(peer.executed, ['92'])
  }
})

t.test('asynchronous result lost: the task is asked about', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.outgoing = (packet, message) => (message.kind === 'async-result' ? [] : [packet])
  t.equal(hex(await clock.run(exchange.transact(task('4A')))), '55 00 00')
  t.equal(peer.executed.length, 1)
  t.ok(peer.messages.some((message) => message.startsWith('req')))
})

t.test('synchronous answer lost or damaged: a write is never added twice', async (t) => {
  for (const outgoing of [
    (packet: Uint8Array, _: unknown, count: number) => (count === 0 ? [] : [packet]),
    (packet: Uint8Array, _: unknown, count: number) => (count === 0 ? [damaged(packet)] : [packet]),
  ]) {
    const { clock, peer, exchange } = stage()
    peer.outgoing = outgoing
    t.equal(hex(await clock.run(exchange.transact(task('4A')))), '55 00 00')
    t.strictSame(peer.executed, ['4A'])
    t.equal(peer.messages.filter((message) => message.startsWith('add')).length, 1)
  }
})

t.test('Add lost', async (t) => {
  const lost = stage()
  lost.peer.incoming = (message) => (message.kind === 'add' ? 'lost' : undefined)
  await t.rejects(lost.clock.run(lost.exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
  t.equal(lost.peer.messages.filter((message) => message.startsWith('add')).length, 1, 'a write is not added again')

  const reading = stage()
  reading.peer.incoming = (_, count) => (count === 0 ? 'lost' : undefined)
  t.equal(hex(await reading.clock.run(reading.exchange.transact(read('3F')))), '55 00 00', 'a read is')
})

t.test('the register asks for a packet again: the same one goes once more', async (t) => {
  const once = stage()
  once.peer.incoming = (_, count) => (count === 0 ? 'repeat' : undefined)
  t.equal(hex(await once.clock.run(once.exchange.transact(task('4A')))), '55 00 00')
  t.strictSame(once.peer.executed, ['4A'])

  const always = stage()
  always.peer.incoming = (message) => (message.kind === 'add' ? 'repeat' : undefined)
  await t.rejects(always.clock.run(always.exchange.transact(task('4A'))), { code: 'TIMEOUT', handedOver: true })
  t.equal(always.peer.messages.filter((message) => message.startsWith('add')).length, 2)
})

t.test('our repeat request, damaged itself, is repeated: never the message, which had arrived', async (t) => {
  const { clock, peer, exchange } = stage({ window: 1 })
  peer.outgoing = (packet, _, count) => (count === 0 ? [damaged(packet)] : [packet])
  peer.againDamaged = (count) => count === 1
  // Without a wanted result the register has forgotten the first task by now: a second copy would be executed again.
  await clock.run(exchange.series([task('EB 01'), task('EB 02')]))
  t.strictSame(peer.executed, ['EB 01', 'EB 02'])
  t.strictSame(peer.messages.slice(0, 3), [peer.messages[0], 'again', 'again'])
})

t.test('a full buffer is waited for, since B1 proves that nothing was taken', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.capacity = 0
  clock.after(500, () => {
    peer.capacity = 5
  })
  t.equal(hex(await clock.run(exchange.transact(task('4A')))), '55 00 00')
  t.strictSame(peer.executed, ['4A'])
  peer.capacity = 0
  await t.rejects(clock.run(exchange.transact(task('4A'))), { code: 'BUSY', handedOver: false })
})

t.test('a command that takes longer than T5', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.executeMs = 15_000
  await t.rejects(clock.run(exchange.transact(task('4A'), { closing: true })), { code: 'TIMEOUT', handedOver: true })
  await t.rejects(clock.run(exchange.transact(task('4A'), { closing: true })), { handedOver: false, message: /fence/ })
  await clock.run(exchange.fence())
  t.strictSame(peer.executed, ['4A'], 'the fence waited it out')
  peer.executeMs = 0
  t.equal(hex(await clock.run(exchange.transact(read('3F')))), '55 00 00')
})

t.test('the link goes', async (t) => {
  const before = stage()
  before.device.close()
  await before.clock.advance(1)
  await t.rejects(before.clock.run(before.exchange.transact(task('4A'))), { code: 'LINK_LOST', handedOver: false })

  const during = stage()
  during.peer.executeMs = 500
  during.clock.after(100, () => during.device.close())
  await t.rejects(during.clock.run(during.exchange.transact(task('4A'))), { code: 'LINK_LOST', handedOver: true })
  await t.rejects(during.clock.run(during.exchange.fence()), { code: 'LINK_LOST' })
})

t.test('closing command', async (t) => {
  const { clock, peer, exchange } = stage()
  for (let n = 0; n < 3; n++) await clock.run(exchange.transact(task('4A'), { closing: true }))
  t.equal(peer.executed.length, 3)
  t.ok(peer.messages.includes('add 223'), 'has an id of its own')

  peer.executeMs = 1000
  const fourth = stage()
  fourth.peer.executeMs = 1000
  fourth.peer.reply = () => '55 67 00'
  fourth.clock.after(10, () => {
    fourth.peer.send(0xf0, { kind: 'async-result', task: 0xdf, reply: fromHex('55 00 00') })
  })
  const reply = await fourth.clock.run(fourth.exchange.transact(task('4A'), { closing: true }))
  t.equal(hex(reply), '55 67 00', 'a late result of an earlier session is not believed')
})

t.test('fence', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.plant(0xdf, '55 00 00')
  await clock.run(exchange.fence())
  t.strictSame(peer.messages, ['req 223', 'abort'])
  t.equal(peer.held, 0)

  const dead = stage()
  dead.peer.incoming = () => 'lost'
  await t.rejects(dead.clock.run(dead.exchange.fence()), { code: 'TIMEOUT' })
  const stopped = AbortSignal.abort(new Error('stop'))
  await t.rejects(clock.run(exchange.fence(stopped)), { code: 'ABORTED' })
  await t.rejects(clock.run(exchange.transact(task('4A'), { signal: stopped })), { code: 'ABORTED', handedOver: false })
})

t.test('an Ack answered A4 frees the id as well: no Abort is needed', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.tellsFailure = true
  peer.reply = () => '55 DA 00'
  for (let n = 0; n < 300; n++) await clock.run(exchange.transact(read('A4 46', { ignoreError: true })))
  t.notOk(peer.messages.includes('abort'))
})

t.test('a fence waits for a task that Abort could not stop', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.executeMs = 15_000
  await t.rejects(clock.run(exchange.transact(task('EB'))), { code: 'TIMEOUT', handedOver: true })
  // It is asked about, but the answers are lost: only Abort is heard.
  peer.incoming = (message) => (message.kind === 'req' && message.task !== 0xdf ? 'lost' : undefined)
  const begun = clock.monotonic()
  await t.rejects(clock.run(exchange.fence()), { code: 'TIMEOUT' })
  peer.incoming = () => undefined
  await clock.run(exchange.fence())
  t.ok(clock.monotonic() - begun >= 5000, 'to its end')
  t.strictSame(peer.executed, ['EB'])
  t.equal(peer.held, 0)
})

t.test('before a new command a task that still runs is BUSY, and nothing is handed over', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.plant(0xd0, '55 67 00')
  peer.plant(0xd1, '55 00 00', 'in-progress')
  const refused = clock.run(exchange.transact(task('92')))
  await t.rejects(refused, { code: 'PROTOCOL' })
  await t.rejects(clock.run(exchange.transact(task('92'))), { code: 'BUSY', handedOver: false })
  clock.after(20_000, () => peer.restart())
  await clock.run(exchange.fence())
  t.equal(hex(await clock.run(exchange.transact(task('92')))), '55 00 00')
  t.strictSame(peer.executed, ['92'])

  peer.plant(0xd1, '55 00 00', 'in-progress')
  await t.rejects(clock.run(exchange.fence()), { code: 'BUSY', handedOver: true })
})

t.test('lost acknowledgements never lead to an id used twice', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.incoming = (message) => (message.kind === 'ack' ? 'lost' : undefined)
  peer.reply = (request) => `55 00 ${request}`
  for (let n = 0; n < 300; n++) {
    const request = `A4 ${n.toString(16).padStart(4, '0')}`
    t.equal(hex(await clock.run(exchange.transact(read(request)))), hex(fromHex(`55 00 ${request}`)))
  }
})

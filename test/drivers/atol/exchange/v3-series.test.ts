import t from 'tap'
import { type Exchange, ExchangeError, TaskFailed } from '../../../../drivers/atol/exchange/exchange.ts'
import { V3Exchange, type V3Options } from '../../../../drivers/atol/exchange/v3.ts'
import { hex } from '../../../../drivers/bytes.ts'
import { type MemoryLinkOptions, memoryLink } from '../../../../drivers/transport/memory.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { OneByOneExchange } from './one-by-one.ts'
import { V3Peer } from './v3-peer.ts'
import { damaged, read, stage, task } from './v3-stage.ts'

const receipt = ['92 00 01', 'EA 00 01 00', 'E8 01', 'EB 01', 'EA 00 01 00', 'EB 02', '99 00 02']

for (const window of [1, 8]) {
  t.test(`series, ${window} packets without an answer`, async (t) => {
    await t.test('in order, with the replies asked for', async (t) => {
      for (const direct of [false, true]) {
        const { clock, peer, exchange } = stage({ window })
        peer.direct = direct
        peer.reply = (request) => `55 00 ${request}`
        const tasks = receipt.map((request, index) => task(request, { needReply: index === 2 || index === 6 }))
        const replies = await clock.run(exchange.series(tasks))
        t.strictSame(
          replies.map((reply) => reply && hex(reply)),
          [undefined, undefined, '55 00 E8 01', undefined, undefined, undefined, '55 00 99 00 02'],
        )
        t.strictSame(peer.executed, receipt)
        await clock.advance(10)
        t.equal(peer.held, 0)
        t.strictSame(await clock.run(exchange.series([])), [])
      }
    })

    await t.test('a long one', async (t) => {
      const { clock, peer, exchange } = stage({ window })
      peer.executeMs = 20
      peer.capacity = 30
      const tasks = Array.from({ length: 600 }, (_, n) =>
        task(`EB ${(n >> 8).toString(16).padStart(2, '0')} ${(n & 255).toString(16).padStart(2, '0')}`),
      )
      await clock.run(exchange.series(tasks))
      t.equal(new Set(peer.executed).size, 600)
      t.equal(peer.executed.length, 600)
    })

    await t.test('an error is the right task’s; what is behind it is not executed', async (t) => {
      for (const direct of [false, true]) {
        for (let bad = 0; bad < receipt.length; bad++) {
          const { clock, peer, exchange } = stage({ window })
          peer.direct = direct
          const requests = receipt.map((request, index) => `${request} ${index.toString().padStart(2, '0')}`)
          peer.reply = (request) => (request === requests[bad] ? '55 EE 00' : '55 00 01')
          const tasks = requests.map((request, index) => task(request, { needReply: index === 1 }))
          const error = await clock.run(exchange.series(tasks).catch((error: unknown) => error))
          if (!(error instanceof TaskFailed)) throw error
          t.equal(error.index, bad)
          t.equal(hex(error.reply), '55 EE 00')
          t.strictSame(
            error.replies.map((reply) => reply && hex(reply)),
            tasks.slice(0, bad).map((_, i) => (i === 1 ? '55 00 01' : undefined)),
          )
          t.strictSame(peer.executed, requests.slice(0, bad + 1))
          t.equal(hex(await clock.run(exchange.transact(task('59')))), '55 00 01', 'the queue runs again')
        }
      }
    })

    await t.test('an ignored error', async (t) => {
      const { clock, peer, exchange } = stage({ window })
      peer.reply = (request) => (request === 'E8 01' ? '55 EE 00' : '55 00 00')
      const tasks = receipt.map((request) =>
        task(request, { ignoreError: request === 'E8 01', needReply: request === 'E8 01' }),
      )
      const replies = await clock.run(exchange.series(tasks))
      t.equal(hex(replies[2] as Uint8Array), '55 EE 00')
      t.strictSame(peer.executed, receipt)
    })

    await t.test('the link goes', async (t) => {
      const { clock, peer, exchange, device } = stage({ window })
      peer.executeMs = 50
      clock.after(120, () => device.close())
      await t.rejects(clock.run(exchange.series(receipt.map((request) => task(request)))), {
        code: 'LINK_LOST',
        handedOver: true,
      })
    })

    await t.test('stopped on demand', async (t) => {
      const { clock, peer, exchange } = stage({ window }, { latencyMs: 5 })
      const stop = new AbortController()
      const done = exchange.series(
        Array.from({ length: 50 }, () => task('EB')),
        stop.signal,
      )
      clock.after(60, () => stop.abort())
      await t.rejects(clock.run(done), { code: 'ABORTED', handedOver: true })
      t.ok(peer.executed.length < 50)
    })
  })
}

t.test('errors whose message was lost are found all the same', async (t) => {
  for (const window of [1, 8]) {
    for (let bad = 0; bad < receipt.length; bad++) {
      const { clock, peer, exchange } = stage({ window })
      const requests = receipt.map((request, index) => `${request} ${index.toString().padStart(2, '0')}`)
      peer.executeMs = 5
      peer.reply = (request) => (request === requests[bad] ? '55 EE 00' : '55 00 00')
      peer.outgoing = (packet, message) => (message.kind === 'async-error' ? [] : [packet])
      const error = await clock.run(
        exchange.series(requests.map((request) => task(request))).catch((error: unknown) => error),
      )
      if (!(error instanceof TaskFailed)) throw error
      t.equal(error.index, bad)
    }
  }
})

t.test('one packet at a time: trouble is served inside the series', async (t) => {
  const troubles: ((peer: V3Peer, count: { n: number }) => void)[] = [
    (peer) => {
      peer.incoming = (message, count) => (message.kind === 'add' && count === 3 ? 'repeat' : undefined)
    },
    (peer) => {
      peer.outgoing = (packet, message, count) =>
        count === 3 && message.kind !== 'async-result' ? [damaged(packet)] : [packet]
    },
    (peer) => {
      peer.executeMs = 2500
      peer.outgoing = (packet, _, count) => (count === 1 ? [] : [packet])
    },
    (peer) => {
      peer.capacity = 3
      peer.executeMs = 100
    },
  ]
  for (const trouble of troubles) {
    const { clock, peer, exchange } = stage({ window: 1 })
    trouble(peer, { n: 0 })
    await clock.run(exchange.series(receipt.map((request) => task(request))))
    t.strictSame(peer.executed, receipt)
  }
})

t.test('windowed: trouble breaks the series, and the next one goes packet by packet', async (t) => {
  const troubles: ((peer: V3Peer) => void)[] = [
    (peer) => {
      peer.incoming = (message, count) => (message.kind === 'add' && count === 3 ? 'repeat' : undefined)
    },
    (peer) => {
      peer.incoming = (message, count) => (message.kind === 'add' && count === 3 ? 'lost' : undefined)
    },
    (peer) => {
      peer.outgoing = (packet, _, count) => (count === 2 ? [damaged(packet)] : [packet])
    },
    (peer) => {
      peer.capacity = 3
      peer.executeMs = 100
    },
  ]
  for (const trouble of troubles) {
    const { clock, peer, exchange } = stage()
    trouble(peer)
    await t.rejects(clock.run(exchange.series(receipt.map((request) => task(request)))), {
      code: 'PROTOCOL',
      handedOver: true,
    })
    t.equal(peer.messages.at(-1), 'abort')
    await clock.advance(1000)
    peer.executed.length = 0
    await clock.run(exchange.series(receipt.map((request) => task(request))))
    t.strictSame(peer.executed, receipt)
  }
})

t.test('a register that restarts in the middle of a series', async (t) => {
  const { clock, peer, exchange } = stage()
  peer.executeMs = 100
  clock.after(250, () => peer.restart())
  const error = await clock.run(
    exchange.series(receipt.map((request) => task(request))).catch((error: unknown) => error),
  )
  t.ok(error instanceof ExchangeError && error.handedOver)
})

t.test('round trips: pipelined against one command at a time', async (t) => {
  const requests = [
    '92 00 01',
    ...Array.from({ length: 10 }, () => ['EA 00 01 00', `EB${' 00'.repeat(60)}`]).flat(),
    '99 00 02 00 00 01 52 50',
  ]
  const plain = ({ link, clock }: V3Options): Exchange => new OneByOneExchange(link, clock)
  const ours = (options: V3Options): Exchange => new V3Exchange(options)
  const measure = async (open: (options: V3Options) => Exchange, line: Partial<MemoryLinkOptions>) => {
    let bytes = 0
    const clock = new VirtualClock()
    const [link, device] = memoryLink({ clock, ...line, fate: () => void bytes++ })
    new V3Peer(device, clock)
    const exchange = open({ link, clock })
    const begun = clock.monotonic()
    await clock.run(
      (async () => {
        await exchange.series(requests.map((request) => task(request)))
        await exchange.transact(task('4A'), { closing: true })
        await exchange.series(['91 33 00 00', 'A4 10', '3F'].map((request) => read(request, { needReply: true })))
      })(),
    )
    return { ms: clock.monotonic() - begun, bytes }
  }
  const slow = await measure(plain, { latencyMs: 2.5 })
  const fast = await measure(ours, { latencyMs: 2.5 })
  t.ok(slow.ms / fast.ms >= 2.5, `speed-up ${(slow.ms / fast.ms).toFixed(1)} (${slow.ms} ms, ${fast.ms} ms)`)
  const wire = await measure(ours, { baud: 115_200 })
  const least = (wire.bytes * 10_000) / 115_200
  t.ok(least / wire.ms >= 0.9, `limit ratio ${(least / wire.ms).toFixed(2)}`)
})

t.test(
  'acknowledgements that are lost use the task ids up: the series breaks off, and the next one has them again',
  async (t) => {
    const { clock, peer, exchange } = stage()
    let isLost = true
    peer.incoming = ({ kind }) => (isLost && kind === 'ack' ? 'lost' : undefined)
    const many = Array.from({ length: 300 }, () => task('EB 01', { needReply: true }))
    await t.rejects(clock.run(exchange.series(many)), { name: 'ExchangeError', code: 'BUSY', handedOver: true })
    isLost = false
    t.equal((await clock.run(exchange.series(many))).length, many.length)
  },
)

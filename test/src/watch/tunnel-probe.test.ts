import t from 'tap'
import type { Http } from '../../../drivers/http.ts'
import { silentLog } from '../../../drivers/log.ts'
import { AlarmBoard } from '../../../src/alarms/alarm-board.ts'
import { probeAnswer, TunnelProbe } from '../../../src/watch/tunnel-probe.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const key = new Uint8Array(32).fill(7)
const minute = 60_000

interface Asked {
  readonly url: string
  readonly nonce: string
}

function probing(answer: (asked: Asked, signal: AbortSignal) => Promise<{ status: number; text: string }>) {
  const clock = new VirtualClock()
  const board = new AlarmBoard(clock, silentLog)
  const asked: Asked[] = []
  let number = 0
  const http: Http = ({ url, json = '', signal }) => {
    const one = { url, nonce: (JSON.parse(json) as { nonce: string }).nonce }
    asked.push(one)
    return answer(one, signal)
  }
  const random = (size: number) => new Uint8Array(size).fill(++number)
  const url = 'https://kassa.example.ru'
  const probe = new TunnelProbe({ url, secret: 'path-secret', key, random, http, clock, board, log: silentLog })
  const alarms = () => board.list().map(({ name, subject }) => ({ name, subject }))
  return { clock, probe, asked, alarms }
}

const ours = async ({ nonce }: Asked) => ({
  status: 200,
  text: JSON.stringify({ STATUS: 'WAIT', PROBE: probeAnswer(key, nonce) }),
})
const raised = [{ name: 'tunnel-unreachable', subject: 'kassa.example.ru' }]

t.test('asks itself once a minute through the public address, with a new nonce each time', async (t) => {
  const { clock, probe, asked } = probing(ours)
  probe.start()
  await clock.advance(10_000 + 2 * minute)
  t.equal(asked.length, 3)
  t.equal(new Set(asked.map(({ nonce }) => nonce)).size, 3)
  t.equal(asked[0]?.url, 'https://kassa.example.ru/bitrix24/path-secret/probe')
  t.match(probe.state, { reachable: 'yes', misses: 0 })
  probe.stop()
  await clock.advance(minute)
  t.equal(asked.length, 3, 'not after the stop')
  t.equal(clock.pendingTimers, 0)
})

/** As fetch rejects: the system's code is in the cause. */
const fetchFailed = (code: string) => () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('of the system'), { code }) }))

const strangers = {
  'the edge answers for the shop': [async () => ({ status: 200, text: '{"STATUS":"WAIT"}' }), /ответил не мост/],
  'another bridge answers': [
    async ({ nonce }: Asked) => ({
      status: 200,
      text: JSON.stringify({ PROBE: probeAnswer(new Uint8Array(32), nonce) }),
    }),
    /ответил другой мост/,
  ],
  'a page of the tunnel vendor': [async () => ({ status: 502, text: '<html>Bad gateway</html>' }), /HTTP 502/],
  'an answer from a cache': [
    async () => ({ status: 200, text: JSON.stringify({ PROBE: probeAnswer(key, '00') }) }),
    /ответил другой мост/,
  ],
  'no connection': [fetchFailed('ECONNREFUSED'), /никто не слушает \(ECONNREFUSED\)/],
  'no such name': [fetchFailed('ENOTFOUND'), /нет в DNS \(ENOTFOUND\)/],
  'an old certificate': [fetchFailed('CERT_HAS_EXPIRED'), /срок сертификата истёк/],
  'whatever else': [fetchFailed('ESTRANGE'), /не удалось \(ESTRANGE\)/],
  silence: [
    (_: Asked, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    /ответ не пришёл вовремя/,
  ],
} as const

for (const [name, [answer, failure]] of Object.entries(strangers)) {
  t.test(`the third miss raises the alarm: ${name}`, async (t) => {
    const { clock, probe, alarms } = probing(answer)
    probe.start()
    await clock.advance(10_000 + minute + 30_000)
    t.equal(probe.state.misses, 2)
    t.same(alarms(), [])
    await clock.advance(2 * minute)
    t.same(alarms(), raised)
    t.match(probe.state, { reachable: 'no', failure })
    probe.stop()
  })
}

t.test('one answer of this process clears the alarm', async (t) => {
  let up = false
  const { clock, probe, alarms } = probing((asked) => (up ? ours(asked) : Promise.reject(new Error('down'))))
  probe.start()
  await clock.advance(10_000 + 3 * minute)
  t.same(alarms(), raised)
  up = true
  await clock.advance(minute)
  t.same(alarms(), [])
  t.match(probe.state, { reachable: 'yes', misses: 0 })
  probe.stop()
})

import t from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { checkEndpoint } from '../../../src/bitrix24/check-endpoint.ts'
import type { Standing } from '../../../src/receipts/inquiry.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { uuidNumber } from '../store/records.ts'

t.test('a disk that hangs is WAIT before Bitrix24 gives up, and before a stop cuts the question', async (t) => {
  const clock = new VirtualClock()
  let answer = (_: Standing): void => undefined
  const check = checkEndpoint({
    access: { knowsSecret: () => true, check: () => Promise.reject(new Error('CHECK has no login')) },
    wrongSecrets: { allows: () => true, count: () => true },
    inquiry: {
      ask: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
      isOldAccess: async () => false,
    },
    clock,
    log: silentLog,
  })
  const request = { urlSecret: 'demo', body: Buffer.from(`uuid=${uuidNumber(1)}`), source: '10.0.0.1' }
  const begin = clock.monotonic()
  t.equal(await clock.run(check(request)), '{"STATUS":"WAIT"}')
  t.equal(clock.monotonic() - begin, 5_000)
  const second = check(request)
  answer({ kind: 'error', code: 'X', text: 'нет' })
  t.match(await second, /"ERROR"/)
})

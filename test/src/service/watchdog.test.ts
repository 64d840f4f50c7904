import t from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { systemdNotifier } from '../../../src/service/notify.ts'
import type { RunProgram } from '../../../src/service/run-program.ts'
import { keepWatchdog, longestStepMs } from '../../../src/service/watchdog.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const env = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '180000000', WATCHDOG_PID: '42' }

function recorder() {
  const sent: string[][] = []
  const run: RunProgram = async ([program, ...args]) => {
    sent.push([program, ...args])
    return { code: 0, stdout: '', stderr: '' }
  }
  return { sent, run }
}

t.test('messages go out by systemd-notify, one after the other', async (t) => {
  const { sent, run } = recorder()
  const notifier = systemdNotifier(env, 42, run, silentLog)
  t.equal(notifier.watchdogMs, 180_000)
  await Promise.all([notifier.ready('Касс:\n1'), notifier.alive('жив'), notifier.stopping('конец')])
  t.same(sent, [
    ['systemd-notify', 'READY=1', 'STATUS=Касс: 1'],
    ['systemd-notify', 'WATCHDOG=1', 'STATUS=жив'],
    ['systemd-notify', 'STOPPING=1', 'STATUS=конец'],
  ])
})

t.test('nobody listens: nothing is run', async (t) => {
  const { sent, run } = recorder()
  const notifier = systemdNotifier({ WATCHDOG_USEC: '1000' }, 42, run, silentLog)
  await notifier.ready('x')
  t.same(sent, [])
  t.equal(notifier.watchdogMs, undefined)
})

t.test('a watchdog of another process is not ours, and a failing systemd-notify does not stop us', async (t) => {
  const failing: RunProgram = async () => ({ code: 1, stdout: '', stderr: 'no' })
  const notifier = systemdNotifier(env, 43, failing, silentLog)
  t.equal(notifier.watchdogMs, undefined)
  await notifier.ready('x')
  await notifier.alive('x')
})

t.test(
  'signs of life come three times a period while every lane makes progress, and not any more when one hangs',
  async (t) => {
    const clock = new VirtualClock()
    const { sent, run } = recorder()
    const notifier = systemdNotifier(env, 42, run, silentLog)
    let first = 0
    const lanes = () => [
      { id: 'kkm-1', progressAt: first },
      { id: 'kkm-2', progressAt: clock.monotonic() },
    ]
    const stop = keepWatchdog({ notifier, clock, log: silentLog, lanes, status: () => 'Касс: 2' })
    const signs = () => sent.filter(([, word]) => word === 'WATCHDOG=1').length
    await clock.advance(180_000)
    t.equal(signs(), 3)
    await clock.advance(longestStepMs - 180_000)
    const before = signs()
    t.equal(before, longestStepMs / 60_000, 'a step of the longest legal length is no reason')
    await clock.advance(180_000)
    t.equal(signs(), before, 'a longer one is')
    t.match(sent.at(-1), ['systemd-notify', /STATUS=.*kkm-1/])
    first = clock.monotonic()
    await clock.advance(60_000)
    t.equal(signs(), before + 1, 'and it is over when the lane goes on')
    stop()
    t.equal(clock.pendingTimers, 0)
  },
)

import t from 'tap'
import { Waker } from '../../../src/base/waker.ts'
import { VirtualClock } from '../../virtual-clock.ts'

t.test('a pause lasts as long as it was asked for', async (t) => {
  const clock = new VirtualClock()
  const waker = new Waker(clock)
  await clock.run(waker.rest(30_000))
  t.equal(clock.monotonic(), 30_000)
  t.equal(waker.isWoken, false)
  await clock.run(waker.rest(5_000))
  t.equal(clock.monotonic(), 35_000)
})

t.test('a call ends the pause at once and leaves no timer', async (t) => {
  const clock = new VirtualClock()
  const waker = new Waker(clock)
  const pause = waker.rest(30_000)
  await clock.advance(1_000)
  waker.wake()
  t.equal(clock.pendingTimers, 0)
  await pause
  t.equal(clock.monotonic(), 1_000)
  t.equal(waker.isWoken, true)
})

t.test('a call during the work spares the next pause, until the loop comes round', async (t) => {
  const clock = new VirtualClock()
  const waker = new Waker(clock)
  waker.wake()
  await waker.rest(30_000)
  await waker.rest(30_000)
  t.equal(clock.pendingTimers, 0)
  waker.comeRound()
  const pause = waker.rest(30_000)
  t.equal(clock.pendingTimers, 1)
  await clock.run(pause)
  t.equal(clock.monotonic(), 30_000)
})

t.test('an endless pause needs a call', async (t) => {
  const clock = new VirtualClock()
  const waker = new Waker(clock)
  const pause = waker.rest(Number.POSITIVE_INFINITY)
  t.equal(clock.pendingTimers, 0)
  waker.wake()
  await pause
  t.equal(clock.monotonic(), 0)
})

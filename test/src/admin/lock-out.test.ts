import t from 'tap'
import { LockOut } from '../../../src/admin/lock-out.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const right = async (): Promise<boolean> => true

/** A lock-out, and a stranger who guesses from an address of its own each time. */
function attacked() {
  const clock = new VirtualClock()
  const lockOut = new LockOut(clock)
  let compared = 0
  const wrong = async (): Promise<boolean> => {
    compared += 1
    return false
  }
  const guess = async (times: number, addressOf: (index: number) => string): Promise<void> => {
    for (let index = 0; index < times; index += 1) await lockOut.attempt('page', addressOf(index), wrong)
  }
  return { clock, lockOut, guess, wrong, compared: () => compared }
}

t.test('whoever has addresses without number gets no further than everybody', async (t) => {
  for (const prefix of ['10.1', '127.1', '2001:db8:']) {
    const { clock, guess, compared } = attacked()
    const addressOf = (index: number): string =>
      prefix.includes(':') ? `${prefix}${index.toString(16)}::1` : `${prefix}.${index >> 8}.${index & 255}`
    await guess(5_000, addressOf)
    t.equal(compared(), 30, prefix)
    await clock.advance(60_000)
    await guess(5_000, addressOf)
    t.equal(compared(), 36, 'six a minute after that')
  }
})

t.test('meanwhile who sits at this machine is let in, and who was let in before', async (t) => {
  const { lockOut, guess, wrong } = attacked()
  t.same(await lockOut.attempt('page', '192.168.1.5', right), { kind: 'right' })
  await guess(1_000, (index) => `10.1.${index >> 8}.${index & 255}`)
  t.match(await lockOut.attempt('page', '192.168.1.6', right), { kind: 'locked', waitMs: 10_000 })
  t.same(await lockOut.attempt('page', '192.168.1.5', right), { kind: 'right' })
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    t.same(await lockOut.attempt('program', address, wrong), { kind: 'wrong' }, 'a slip costs nothing')
    t.same(await lockOut.attempt('program', address, right), { kind: 'right' }, address)
  }
})

t.test('everybody else is let in when it is over', async (t) => {
  const { clock, lockOut, guess } = attacked()
  await guess(1_000, (index) => `10.1.${index >> 8}.${index & 255}`)
  await clock.advance(10_000)
  t.same(await lockOut.attempt('page', '192.168.1.6', right), { kind: 'right' })
})

t.test('the right password costs strangers nothing', async (t) => {
  const { lockOut } = attacked()
  for (let index = 0; index < 200; index += 1) {
    t.same(await lockOut.attempt('page', `10.0.0.${index}`, right), { kind: 'right' })
  }
})

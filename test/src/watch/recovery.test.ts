import t from 'tap'
import type { ReceiptRecord, StateName } from '../../../src/record/record.ts'
import { RecoveryCount } from '../../../src/watch/recovery.ts'
import { diskError } from '../../memory-disk.ts'
import { Stage } from '../stage.ts'

const inState = (uuid: string, name: StateName) => ({ uuid, state: { name } as ReceiptRecord['state'] })

t.test('each receipt in doubt is counted once, by how it ended first', async (t) => {
  const count = new RecoveryCount([
    inState('A', 'printing'),
    inState('B', 'printing'),
    inState('C', 'printing'),
    inState('D', 'printing'),
    inState('E', 'accepted'),
  ])
  t.equal(count.inDoubt, 4)
  t.same(count.settled, {})
  count.note(inState('A', 'printing'))
  count.note(inState('E', 'registered'))
  t.equal(count.inDoubt, 4, 'neither a step of the attempt nor another receipt settles it')
  count.note(inState('A', 'accepted'))
  count.note(inState('A', 'registered'))
  t.same(count.settled, { accepted: 1 })
  count.note(inState('B', 'registered'))
  count.note(inState('C', 'refused'))
  count.note(inState('D', 'unresolved'))
  t.same(count.settled, { accepted: 1, registered: 1, refused: 1, unresolved: 1 })
  t.equal(count.inDoubt, 0)
})

const recoveryOf = async (stage: Stage) => ((await stage.admin('/api/status')).json() as { recovery: object }).recovery

t.test('a start with nothing open has nothing to report', async (t) => {
  const stage = await Stage.open()
  t.match(await recoveryOf(stage), { found: {}, settled: {}, inDoubt: 0, finishedAt: String })
  await stage.stop()
})

t.test('a receipt that was registered while its record could not say so is reported', async (t) => {
  const stage = await Stage.open()
  await stage.clock.advance(5_000)
  // The record says that it is being printed; that it was, cannot be stored.
  stage.onDisk = (operation, path) => {
    const printed = stage.documents().filter((code) => code === 3).length
    if (operation === 'write' && path.includes('/open/') && printed === 1) throw diskError('EIO')
  }
  await Promise.all([stage.print(), stage.print()])
  await stage.clock.advance(20_000)
  await stage.stop()
  stage.onDisk = () => undefined
  stage.register.control.cable('out')
  await stage.start()
  const before = await recoveryOf(stage)
  t.match(before, { found: { printing: 1, accepted: 1 }, settled: {}, inDoubt: 1 })
  t.notOk('finishedAt' in before)
  stage.register.control.cable('in')
  await stage.clock.advance(30_000)
  t.match(await recoveryOf(stage), { settled: { registered: 1 }, inDoubt: 0, finishedAt: String })
  t.equal(stage.documents().filter((code) => code === 3).length, 2)
  await stage.stop()
})

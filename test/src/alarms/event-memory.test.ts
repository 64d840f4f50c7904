import t, { type Test } from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { AlarmBoard } from '../../../src/alarms/alarm-board.ts'
import { EventMemory } from '../../../src/alarms/event-memory.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { Stage } from '../stage.ts'

const standing = async (stage: Stage): Promise<{ name: string; subject: string; since: string; detail?: string }[]> =>
  ((await stage.admin('/api/alarms')).json() as { alarms: [] }).alarms

async function changed(t: Test): Promise<Stage> {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  await stage.print({ uuid: 'check|shop|same' })
  await stage.clock.advance(10_000)
  await stage.print({ uuid: 'check|shop|same', client_email: 'another@example.ru' })
  return stage
}

t.test('an alarm of an event outlives the process, with its time, until somebody has seen it', async (t) => {
  const stage = await changed(t)
  const before = await standing(stage)
  t.match(before, [{ name: 'content-changed', detail: 'check|shop|same' }])
  await stage.clock.advance(60_000)
  await stage.restart()
  t.same(await standing(stage), before)
  const { name, subject } = before[0] ?? { name: '', subject: '' }
  t.equal((await stage.admin('/api/alarms/acknowledge', { name, subject })).status, 200)
  t.same(await standing(stage), [])
  await stage.restart()
  t.same(await standing(stage), [], 'and no longer')
})

t.test('an alarm of a state is not kept', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.paper('out')
  await stage.clock.advance(60_000)
  t.match(await standing(stage), [{ name: 'paper-out' }])
  t.notMatch([...stage.disk.dump().values()].join('\n'), /paper-out/)
})

t.test('a disk that refuses alarms stops no receipt, and the next alarm brings them all', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.onDisk = (operation, path) => {
    if (operation === 'write' && path.includes('alarms.json')) throw diskError('ENOSPC')
  }
  const { UUID } = await stage.print({ uuid: 'check|shop|same' })
  await stage.clock.advance(10_000)
  await stage.print({ uuid: 'check|shop|same', client_email: 'another@example.ru' })
  t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
  stage.onDisk = () => undefined
  await stage.check('0'.repeat(26))
  await stage.restart()
  t.same(
    (await standing(stage)).map(({ name }) => name),
    ['content-changed', 'unknown-receipt'],
  )
})

t.test('a damaged file, and a name of a later version, cost their alarms and nothing else', async (t) => {
  const disk = new MemoryDisk()
  const load = async (text: string): Promise<AlarmBoard> => {
    const files = disk.mount()
    await files.makeFolder('/data')
    await files.writeFile('/data/alarms.json', text, true)
    const board = new AlarmBoard(new VirtualClock(), silentLog)
    await EventMemory.load(files, new FolderSync(files), '/data', board, silentLog)
    return board
  }
  t.same((await load('[{"na')).list(), [])
  const since = '2026-01-01T00:00:00.000Z'
  const events = [
    { name: 'of-a-later-version', subject: 'a', since },
    { name: 'unclaimed-document', subject: '9999/1', since },
  ]
  t.match((await load(JSON.stringify(events))).list(), [{ name: 'unclaimed-document', since, text: /В накопителе/ }])
})

t.test('bounded in number: the newest are kept', async (t) => {
  const files = new MemoryDisk().mount()
  await files.makeFolder('/data')
  const life = async () => {
    const board = new AlarmBoard(new VirtualClock(), silentLog)
    return { board, memory: await EventMemory.load(files, new FolderSync(files), '/data', board, silentLog) }
  }
  const { board, memory } = await life()
  for (let number = 0; number < 300; number += 1) board.raise('contradicting-document', `fn/${number}`)
  await memory.written()
  const subjects = (await life()).board.list().map(({ subject }) => subject)
  t.equal(subjects.length, 200)
  t.equal(subjects.at(-1), 'fn/299')
})

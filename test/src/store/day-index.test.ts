import t from 'tap'
import { DayIndex } from '../../../src/store/day-index.ts'
import type { DayLine } from '../../../src/store/day-line.ts'
import { questionOf } from '../../../src/store/search-question.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A UUID of its own for each number. */
const uuidOf = (order: number): string => `${String(order).padStart(6, '0')}${alphabet.slice(10, 30)}`

const lineOf = (order: number, more: Partial<DayLine> = {}): DayLine => ({
  uuid: uuidOf(order),
  order,
  acceptedAt: '2026-11-23T10:00:00.000Z',
  mode: 'ACTIVE',
  registerId: 'kkm-1',
  bitrixUuid: `check|shop.example.ru|${order}`,
  type: 'sell',
  total: '100.00',
  state: 'accepted',
  ...more,
})

function open() {
  const disk = new MemoryDisk()
  const clock = new VirtualClock()
  const start = () => new DayIndex(disk.mount(), '/data', clock)
  return { disk, start, clock, index: start() }
}

/** Notes a line and has it written. */
function note(index: DayIndex, day: string, line: DayLine): Promise<void> {
  const written = index.note(day, line)
  void index.written()
  return written
}

const ordersOf = (lines: readonly DayLine[]): number[] => lines.map(({ order }) => order)

t.test('the last line of a receipt counts', async (t) => {
  const { index } = open()
  await note(index, '2026-11-23', lineOf(1))
  await note(index, '2026-11-23', lineOf(2))
  await note(index, '2026-11-23', lineOf(1, { state: 'registered', document: 7 }))
  t.match(await index.list('2026-11-23'), [{ order: 1, state: 'registered', document: 7 }, { order: 2 }])
  const page = await index.page('2026-11-23', 0, 1)
  t.equal(page.total, 2)
  t.same(ordersOf(page.lines), [2])
})

t.test('a line that a crash cut takes nothing with it', async (t) => {
  const { disk, index, start } = open()
  await note(index, '2026-11-23', lineOf(1))
  await disk.mount().append('/data/days/2026-11-23.jsonl', '{"uuid":"0000')
  const next = start()
  await note(next, '2026-11-23', lineOf(2))
  t.same(ordersOf(await next.list('2026-11-23')), [1, 2])
})

t.test('months that are over become one file each, and stay listed and found', async (t) => {
  const { disk, index, start } = open()
  for (const [at, day] of ['2026-09-01', '2026-09-30', '2026-10-15', '2026-11-22'].entries()) {
    await note(index, day, lineOf(at + 1, { total: `${at + 1}.00` }))
    await note(index, day, lineOf(at + 1, { total: `${at + 1}.00`, state: 'registered' }))
  }
  const later = start()
  await note(later, '2026-11-23', lineOf(5, { total: '5.00' }))
  const files = (await disk.mount().list('/data/days')).sort()
  t.same(files, ['2026-09.jsonl', '2026-10.jsonl', '2026-11-22.jsonl', '2026-11-23.jsonl'])
  t.match(await later.list('2026-09-30'), [{ order: 2, state: 'registered' }])
  t.same(await later.list('2026-09-02'), [])
  t.match((await later.search(questionOf('2.00', []), 0, 10)).lines, [{ order: 2 }])
  t.same(ordersOf((await later.search(questionOf('', []), 0, 10)).lines), [5, 4, 3, 2, 1])
})

t.test('news about a receipt of an old month go before what its file says', async (t) => {
  const { index, start } = open()
  await note(index, '2026-09-30', lineOf(1, { state: 'registered' }))
  await note(index, '2026-09-30', lineOf(2, { state: 'registered' }))
  await note(index, '2026-11-23', lineOf(3))
  await note(index, '2026-09-30', lineOf(1, { state: 'registered', told: 'done', total: '7.00' }))
  t.match(await index.list('2026-09-30'), [
    { order: 1, told: 'done' },
    { order: 2, told: undefined },
  ])
  t.same(
    (await index.search(questionOf('100.00', []), 0, 10)).lines.map(({ uuid }) => uuid),
    [uuidOf(3), uuidOf(2)],
  )
  const later = start()
  await note(later, '2026-11-23', lineOf(4))
  t.match(
    await later.list('2026-09-30'),
    [{ order: 2 }, { order: 1, told: 'done' }].sort((a, b) => a.order - b.order),
  )
})

t.test('a power cut while a month is put away loses nothing that was on the disk', async (t) => {
  for (let dieAt = 1; dieAt < 40; dieAt += 1) {
    const disk = new MemoryDisk()
    const first = new DayIndex(disk.mount(), '/data', new VirtualClock())
    await note(first, '2026-09-01', lineOf(1))
    await note(first, '2026-09-02', lineOf(2))
    for (const name of await disk.mount().list('/data/days')) {
      const path = `/data/days/${name}`
      await disk.mount().writeFile(path, await disk.mount().readFile(path), true)
    }
    for (const folder of ['/data/days', '/data', '/']) await disk.mount().syncFolder(folder)
    let operations = 0
    const dying = disk.mount(() => {
      operations += 1
      if (operations >= dieAt) throw new Error('power cut')
    })
    const survived = await note(new DayIndex(dying, '/data', new VirtualClock()), '2026-11-23', lineOf(3)).then(
      () => true,
      () => false,
    )
    disk.lose()
    const after = new DayIndex(disk.mount(), '/data', new VirtualClock())
    t.same(ordersOf(await after.list('2026-09-01')), [1], `operation ${dieAt}`)
    t.same(ordersOf(await after.list('2026-09-02')), [2], `operation ${dieAt}`)
    if (survived) return
  }
  t.fail('it never came to the end')
})

t.test('a day is tidied while it grows', async (t) => {
  const { disk, index } = open()
  for (let round = 0; round < 3; round += 1) {
    for (let order = 1; order <= 2_000; order += 1)
      void index.note('2026-11-23', lineOf(order, { total: `${round}.00` }))
  }
  await note(index, '2026-11-23', lineOf(2_001))
  const bytes = Buffer.from(await disk.mount().readFile('/data/days/2026-11-23.jsonl')).toString('utf8')
  t.ok(bytes.split('\n').length < 4_000, 'not every change is kept')
  t.equal((await index.list('2026-11-23')).length, 2_001)
  t.equal((await index.search(questionOf('2.00', []), 0, 3_000)).lines.length, 2_000)
  t.equal((await index.search(questionOf('0.00', []), 0, 10)).lines.length, 0, 'what is no longer so is not found')
})

t.test('lines that come soon after one another cost one write, and who reads does not wait for it', async (t) => {
  const { disk, clock, index } = open()
  const path = '/data/days/2026-11-23.jsonl'
  const onDisk = async (): Promise<number> =>
    Buffer.from(await disk.mount().readFile(path))
      .toString()
      .split('\n').length
  await note(index, '2026-11-23', lineOf(1))
  const before = await onDisk()
  void index.note('2026-11-23', lineOf(2))
  await clock.advance(50)
  void index.note('2026-11-23', lineOf(3))
  t.equal(await onDisk(), before, 'they gather')
  await clock.advance(50)
  t.equal(await onDisk(), before + 2)
  void index.note('2026-11-23', lineOf(4))
  t.same(ordersOf(await index.list('2026-11-23')), [1, 2, 3, 4])
})

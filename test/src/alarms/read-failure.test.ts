import t from 'tap'
import { OperatorError } from '../../../src/base/operator-error.ts'
import { startFailure } from '../../../src/commands/daemon/start-failure.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { ClaimsDesk, fn } from '../lane/claims-desk.ts'
import { Counter } from '../receipts/counter.ts'
import { Stage } from '../stage.ts'

const closedPath = (uuid: string): string => `/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`

t.test(
  'a record that the disk does not give out is named to whoever asks for it, and to whoever prints it again',
  async (t) => {
    let bad = ''
    const counter = await Counter.open(new MemoryDisk(), (operation, path) => {
      if (operation === 'read' && path === bad) throw Object.assign(diskError('EIO'), { path })
    })
    const uuid = await counter.print('check|p|1')
    await counter.register(uuid)
    await counter.inquiry.ask(uuid)
    bad = closedPath(uuid)
    const named = [{ name: 'record-unreadable', subject: uuid, detail: `${uuid.slice(0, 2)}/${uuid}.json: EIO` }]
    await t.rejects(counter.inquiry.ask(uuid), { code: 'EIO' })
    t.match(counter.board.list(), named)
    counter.board.clear('record-unreadable', uuid)
    await t.rejects(counter.print('check|p|1'), { name: 'NotStored', withdrawn: false })
    t.match(counter.board.list(), named)
  },
)

t.test('a record that the disk does not give out stops no reading of the fiscal memory', async (t) => {
  const disk = new MemoryDisk()
  const first = await ClaimsDesk.open(disk)
  const uuid = await first.counter.print('check|p|1')
  await first.counter.register(uuid)
  await first.counter.inquiry.ask(uuid)
  const waiting = await first.counter.print('check|p|2')
  let bad = closedPath(uuid)
  const desk = await ClaimsDesk.open(disk, (operation, path) => {
    if (operation === 'read' && path === bad) throw diskError('EIO')
  })
  const number = desk.addReceipt(uuid)
  desk.addReceipt(waiting)
  await desk.catchUp()
  t.strictSame(desk.alarms(), [`record-unreadable ${uuid} EIO`])
  t.match(await desk.counter.state(waiting), { name: 'registered' }, 'what comes after it is claimed')
  bad = ''
  disk.lose()
  const later = await ClaimsDesk.open(disk)
  t.match(later.claims.orphanOf(uuid), { document: { fn, number } }, 'its document is kept, durably')
})

t.test('an archive that is damaged is told of, whatever needs it', async (t) => {
  const disk = new MemoryDisk()
  const uuid = Counter.uuidOf('ACTIVE', 'check|p|1')
  await disk.mount().makeFolder('/data/archive/names')
  await disk.mount().writeFile(`/data/archive/names/${uuid.slice(0, 2)}.json`, '{"x', true)
  const told = [`archive-damaged archive names/${uuid.slice(0, 2)}.json`]

  const desk = await ClaimsDesk.open(disk)
  desk.addReceipt(uuid)
  await desk.catchUp()
  t.strictSame(desk.alarms(), told)
  t.ok(desk.claims.orphanOf(uuid))

  const { counter } = await ClaimsDesk.open(disk)
  await t.rejects(counter.print('check|p|1'), { name: 'NotStored', withdrawn: false })
  t.match(counter.board.list(), [{ name: 'archive-damaged' }])
})

for (const name of ['alarms.json', 'registers.json']) {
  t.test(`a start goes without ${name}`, async (t) => {
    const stage = await Stage.open()
    await stage.clock.advance(5_000)
    await stage.stop()
    stage.onDisk = (operation, path) => {
      if (operation === 'read' && path === `/data/${name}`) throw diskError('EIO')
    }
    await stage.start()
    const { UUID } = await stage.print()
    await stage.clock.advance(30_000)
    t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
    await stage.stop()
  })
}

t.test('what this process may not read is said in words', async (t) => {
  for (const code of ['EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO']) {
    const failure = startFailure(Object.assign(new Error(code), { code, path: '/data/open/x.json' }))
    t.ok(failure instanceof OperatorError && failure.message.includes('/data/open/x.json'), code)
  }
})

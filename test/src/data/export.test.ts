import t from 'tap'
import { qrText } from '../../../drivers/paper/qr.ts'
import { exportCsv } from '../../../src/data/export-csv.ts'
import type { ExportRow } from '../../../src/data/export-rows.ts'
import { Stage } from '../stage.ts'

interface ExportView {
  readonly receipts: readonly ExportRow[]
  readonly missing: readonly number[]
}

async function shop(t: { teardown: (end: () => Promise<void>) => void }, sales: number): Promise<Stage> {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  for (let sold = 0; sold < sales; sold += 1) {
    await stage.print()
    await stage.clock.advance(10_000)
  }
  return stage
}

t.test('a day: every receipt with what stands on its paper', async (t) => {
  const stage = await shop(t, 3)
  const { receipts } = (await stage.admin('/api/export?day=2026-11-23')).json() as ExportView
  t.equal(receipts.length, 3)
  t.match(receipts[0], {
    register: 'kkm-1',
    total: '1161.30',
    cashless: '1161.30',
    cash: '0.00',
    shift: 1,
    receiptNumber: 1,
  })
  for (const { fd, qr, time } of receipts) {
    const stored = stage.register.document(fd)
    t.equal(qr, stored === undefined ? undefined : qrText(stored))
    t.match(time, /^2026-11-23 13:0/, 'time of the shop')
  }
  t.same(((await stage.admin('/api/export?day=2026-11-22')).json() as ExportView).receipts, [])
})

t.test('a shift, and what is missing in it', async (t) => {
  const stage = await shop(t, 2)
  await stage.admin('/api/registers/kkm-1/shift/close', { shift: 1 })
  for (let sold = 0; sold < 3; sold += 1) {
    await stage.print()
    await stage.clock.advance(10_000)
  }
  const shift = async (number: number): Promise<ExportView> =>
    (await stage.admin(`/api/export?shift=${number}&register=kkm-1`)).json() as ExportView
  t.equal((await shift(1)).receipts.length, 2)
  t.same(
    (await shift(2)).receipts.map(({ receiptNumber }) => receiptNumber),
    [1, 2, 3],
  )
  t.same((await shift(2)).missing, [])
  const days = [...stage.disk.dump().keys()].filter((path) => path.startsWith('/data/days/'))
  const files = stage.disk.mount()
  for (const path of days) {
    const lines = Buffer.from(await files.readFile(path))
      .toString('utf8')
      .split('\n')
    const [second] = (await shift(2)).receipts.slice(1)
    await files.writeFile(path, lines.filter((line) => !line.includes(second?.uuid ?? '')).join('\n'))
  }
  t.same((await shift(2)).missing, [2])
})

t.test('one question at a time', async (t) => {
  const stage = await shop(t, 0)
  t.equal((await stage.admin('/api/export')).status, 400)
  t.equal((await stage.admin('/api/export?shift=1')).status, 400)
})

t.test('the table: a mark of UTF-8, semicolons, decimal commas, no formulas', async (t) => {
  const stage = await shop(t, 1)
  const { text } = await stage.admin('/api/export?day=2026-11-23&format=csv')
  const [head = '', first = ''] = text.split('\r\n')
  t.match(head, /^\uFEFFВремя;Касса;/)
  t.match(first, /;1161,30;0,00;1161,30;/)
  const { receipts } = (await stage.admin('/api/export?day=2026-11-23')).json() as ExportView
  const [row] = receipts
  if (row === undefined) throw new Error('no row')
  const hostile = exportCsv([{ ...row, check: '=cmd|"/c calc";1' }])
  t.match(hostile, `"'=cmd|""/c calc"";1"`)
})

import t, { type Test } from 'tap'
import type { Config } from '../../../src/config/config.ts'
import type { Audit } from '../../../src/lane/run-audit.ts'
import { Stage } from '../stage.ts'

const auditOf = async (stage: Stage): Promise<Audit> => {
  const { status, json, text } = await stage.admin('/api/audit')
  if (status !== 200) throw new Error(text)
  return json() as Audit
}

async function open(t: Test, config?: (config: Config) => Config): Promise<Stage> {
  const stage = await Stage.open(config === undefined ? {} : { config })
  t.teardown(() => stage.stop())
  return stage
}

/** A sale that Bitrix24 knows the end of. */
async function sell(stage: Stage): Promise<string> {
  const uuid = String((await stage.print())['UUID'])
  await stage.clock.advance(5_000)
  const answer = await stage.check(uuid)
  if (answer['STATUS'] !== 'DONE') throw new Error(JSON.stringify(answer))
  return uuid
}

/** A receipt that waited too long and needs a yes. */
async function holdOne(stage: Stage): Promise<string> {
  stage.register.control.paper('out')
  const uuid = String((await stage.print())['UUID'])
  await stage.clock.advance(1_000)
  stage.clock.suspend(25 * 3_600_000)
  stage.register.control.paper('present')
  await stage.clock.advance(120_000)
  return uuid
}

const renamed = (config: Config): Config => ({
  ...config,
  registers: config.registers.map((one) => ({ ...one, id: 'hall' })),
})

t.test('a register under another name keeps its documents', async (t) => {
  const stage = await open(t)
  await sell(stage)
  t.match(await auditOf(stage), { clean: true, records: [] })
  stage.config = renamed(stage.config)
  await stage.restart()
  t.match(await auditOf(stage), { clean: true, registers: [{ registerId: 'hall', receipts: 1, findings: [] }] })
})

t.test('a receipt that waits is not clean, though its register left the settings', async (t) => {
  const stage = await open(t)
  const uuid = await holdOne(stage)
  stage.config = renamed(stage.config)
  await stage.restart()
  t.match(await auditOf(stage), {
    clean: false,
    registers: [{ registerId: 'hall', findings: [] }],
    records: [{ kind: 'undecided', uuid, registerId: 'kkm-1', state: 'held' }],
  })
})

/** A second register, inside the daemon. */
function withSecond(config: Config): Config {
  const [first] = config.registers
  if (first === undefined) return config
  const second = { ...first, id: 'kkm-2', default: false, connection: { type: 'simulated', protocol: 'v3' } } as const
  return { ...config, registers: [first, second] }
}

t.test('it is listed once, however many registers there are', async (t) => {
  const stage = await open(t, withSecond)
  const uuid = await holdOne(stage)
  const { clean, registers, records } = await auditOf(stage)
  t.equal(clean, false)
  t.match(registers, [
    { registerId: 'kkm-1', findings: [] },
    { registerId: 'kkm-2', findings: [] },
  ])
  t.strictSame(records, [{ kind: 'undecided', uuid, registerId: 'kkm-1', state: 'held' }])
})

t.test('a receipt that is being settled is not clean', async (t) => {
  const stage = await open(t)
  const uuid = await sell(stage)
  const { store } = stage.bridge
  const record = await stage.clock.run(store.find(uuid))
  if (record === undefined) throw new Error('no record')
  // A register that does not come to rest: the settling goes on, between the turns of the audit.
  stage.register.control.condition('fn-document-open', true)
  const fn = stage.register.documents()[0]?.fn ?? ''
  const baseline = { serial: '1', fn, lastDocument: 4, shift: { open: true, number: 1 } }
  const state = { name: 'printing', closing: true, tried: { baseline, attempts: 1, unexplained: 0 } } as const
  store.rememberDoubtful({ ...record, state })
  const found = await auditOf(stage)
  t.match(found, { clean: false, registers: [{ findings: [] }], records: [{ uuid, state: 'printing' }] })
})

t.test('a record that cannot be read is told, and the others are compared', async (t) => {
  const stage = await open(t)
  const lost = await sell(stage)
  await sell(stage)
  const path = [...stage.disk.dump().keys()].find((one) => one.endsWith(`${lost}.json`)) ?? ''
  t.match(path, /receipts/)
  await stage.disk.mount().writeFile(path, '{"format":1,"rev', true)
  const { clean, registers, records } = await auditOf(stage)
  t.equal(clean, false)
  t.strictSame(records, [{ kind: 'record-unreadable', uuid: lost }])
  t.match(registers, [{ receipts: 2, findings: [{ kind: 'unclaimed', mark: `FB${lost.slice(0, 14)}` }] }])
  t.equal(registers[0]?.findings.length, 1, 'the other record is compared')
})

t.test('a register that is away is told, and the others are compared', async (t) => {
  const stage = await open(t, withSecond)
  await sell(stage)
  stage.register.control.cable('out')
  t.match(await auditOf(stage), {
    clean: false,
    registers: [{ registerId: 'kkm-2', findings: [] }],
    unread: [{ registerId: 'kkm-1', code: 'LINK_LOST', error: /Нет связи с кассой/ }],
    records: [],
  })
  stage.register.control.cable('in')
  await stage.clock.advance(60_000)
  t.match(await auditOf(stage), { clean: true, unread: [], registers: [{ receipts: 1 }, {}] })
})

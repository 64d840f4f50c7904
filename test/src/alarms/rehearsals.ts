import t from 'tap'
import type { AlarmView } from '../../../src/admin/status-view.ts'
import type { Config } from '../../../src/config/config.ts'
import { diskError } from '../../memory-disk.ts'
import type { Stage, StageOptions } from '../stage.ts'

export const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The standing alarms as the admin API tells them. */
export async function shown(stage: Stage): Promise<AlarmView[]> {
  const { json } = await stage.admin('/api/alarms')
  return (json() as { alarms: AlarmView[] }).alarms
}

export const subjectOf = async (stage: Stage, alarm: string): Promise<string> =>
  (await shown(stage)).find(({ name }) => name === alarm)?.subject ?? ''

export interface Rehearsal {
  readonly options?: StageOptions
  /** Brings the alarm about with what the simulator, the disk and Bitrix24 can do. */
  readonly produce: (stage: Stage) => Promise<unknown>
  /** Ends it; alarms of events end when a person takes note. */
  readonly mend?: (stage: Stage) => Promise<unknown>
}

/** Days go by without anybody looking; the host's clock and the register's stay together. */
async function later(stage: Stage, ms: number): Promise<void> {
  stage.clock.suspend(ms)
  await stage.clock.advance(2 * minute)
}

async function sold(stage: Stage, more: object = {}): Promise<string> {
  const { UUID } = await stage.print(more)
  await stage.clock.advance(10_000)
  return String(UUID)
}

const paper =
  (state: 'present' | 'low' | 'out') =>
  async (stage: Stage): Promise<void> =>
    stage.register.control.paper(state)

type Condition = Parameters<Stage['register']['control']['condition']>[0]

const condition =
  (name: Condition, on = true) =>
  async (stage: Stage): Promise<void> =>
    stage.register.control.condition(name, on)

const under = (name: Condition): Rehearsal => ({ produce: condition(name), mend: condition(name, false) })

/** The simulated FN lives 1100 days. */
const daysBeforeExpiry = (days: number): Rehearsal => ({ produce: (stage) => later(stage, (1100 - days) * day) })

/** The OFD is out of reach; a document waits for it. */
const silentOfd = (days: number): Rehearsal => ({
  async produce(stage) {
    await sold(stage)
    stage.register.control.condition('ofd-backlog', true)
    await later(stage, minute)
    await later(stage, days * day + hour)
  },
  mend: condition('ofd-backlog', false),
})

const onInternet = (config: Config): Config => ({
  ...config,
  bitrix24: { ...config.bitrix24, internet: { place: 'https://shop.example.ru' } },
})
const noContact = { client_email: 'ivan@b,ru', client_phone: '' }

const withWebhook = (config: Config): Config => ({
  ...config,
  bitrix24: { ...config.bitrix24, webhook: 'https://shop.bitrix24.ru/rest/1/abcdefgh12345678/' },
})

/** A receipt was sold, its file is no longer what it was, and the daemon starts again and sells. */
async function afterDamage(stage: Stage, damage: (path: string) => Promise<void>): Promise<void> {
  const uuid = await sold(stage)
  await damage(`/data/open/${uuid}.json`)
  await stage.restart()
  await sold(stage)
}

/** How each alarm comes about, and ends, by its name. */
export const rehearsals: Readonly<Record<string, Rehearsal>> = {
  'register-trouble': {
    async produce(stage) {
      stage.register.control.cable('out')
      await later(stage, minute)
    },
    mend: async (stage) => stage.register.control.cable('in'),
  },
  'wrong-register': { options: { simulator: { inn: '7702691545' } }, produce: async () => undefined },
  'memory-reading': {
    options: { simulator: { baud: 19_200 } },
    async produce(stage) {
      for (let count = 0; count < 200; count += 1) await stage.register.control.registerForeign(31, [])
      await stage.restart()
      await stage.print()
    },
    mend: (stage) => stage.clock.advance(3 * minute),
  },
  'paper-low': { produce: paper('low'), mend: paper('present') },
  'paper-out': { produce: paper('out'), mend: paper('present') },
  'cover-open': {
    produce: async (stage) => stage.register.control.cover('open'),
    mend: async (stage) => stage.register.control.cover('closed'),
  },
  printer: under('overheated'),
  'fn-expires-in-30-days': daysBeforeExpiry(29),
  'fn-expires-in-10-days': daysBeforeExpiry(9),
  'fn-expires-in-3-days': under('fn-replace'),
  'fn-expired': daysBeforeExpiry(-2),
  'fn-memory': under('fn-memory-90'),
  'fn-failed': under('fn-closed'),
  'ofd-silent-1-day': silentOfd(1),
  'ofd-silent-3-days': silentOfd(3),
  'ofd-silent-20-days': silentOfd(20),
  'ofd-blocked': silentOfd(30),
  'clock-drift': {
    produce: (stage) => stage.register.control.clock(-3 * minute),
    mend: (stage) => stage.register.control.clock(0),
  },
  'shift-not-closed': {
    async produce(stage) {
      await sold(stage)
      stage.register.control.paper('out')
      await later(stage, day - 5 * minute)
    },
    mend: paper('present'),
  },
  'shift-expired': {
    async produce(stage) {
      await sold(stage)
      stage.register.control.paper('out')
      await later(stage, day + hour)
    },
    mend: paper('present'),
  },
  'receipts-waiting': {
    async produce(stage) {
      stage.register.control.paper('out')
      await stage.print()
      await later(stage, 10 * minute)
    },
    mend: paper('present'),
  },
  starvation: {
    async produce(stage) {
      stage.register.control.paper('out')
      for (let count = 0; count < 4; count += 1) await stage.print()
      await later(stage, 10 * minute)
    },
    mend: paper('present'),
  },
  held: {
    async produce(stage) {
      await sold(stage, { client_email: 'same@example.ru' })
      await sold(stage, { client_email: 'same@example.ru' })
    },
  },
  overdue: {
    async produce(stage) {
      stage.register.control.paper('out')
      await stage.print()
      await later(stage, 25 * hour)
      stage.register.control.paper('present')
    },
  },
  restored: {
    async produce(stage) {
      stage.register.control.paper('out')
      await stage.print()
      await stage.stop()
      await stage.disk.mount().writeFile('/data/restored.json', '{}', true)
      await stage.start()
      stage.register.control.paper('present')
    },
  },
  unconfirmed: {
    async produce(stage) {
      await sold(stage)
      await later(stage, 30 * minute)
    },
    async mend(stage) {
      const uuid = await subjectOf(stage, 'unconfirmed')
      const { status, json } = await stage.decide(uuid, { kind: 'confirm' })
      t.equal(status, 200)
      t.match(json(), { confirmed: { by: 'person' }, decisions: [{ by: 'Анна', what: { kind: 'confirm' } }] })
      t.equal((await stage.decide(uuid, { kind: 'confirm' })).status, 409)
      t.same(stage.bridge.store.openReceipts(), [], 'and the record is closed')
    },
  },
  unresolved: {
    async produce(stage) {
      stage.register.control.addFault('power-cut@4A:before-commitx3')
      await stage.print()
      await stage.clock.advance(5 * minute)
    },
  },
  'store-failed': {
    async produce(stage) {
      stage.onDisk = (operation) => {
        if (operation === 'write') throw diskError('ENOSPC')
      }
      await stage.print()
    },
    async mend(stage) {
      stage.onDisk = () => undefined
    },
  },
  'disk-space': {
    async produce(stage) {
      stage.freeBytes = 100_000_000
    },
    async mend(stage) {
      stage.freeBytes = 10_000_000_000
    },
  },
  'push-backlog': {
    options: { config: withWebhook },
    async produce(stage) {
      await sold(stage)
      await later(stage, 10 * minute)
    },
    async mend(stage) {
      stage.http = async () => ({ status: 200, text: '{"result": true}' })
      await stage.clock.advance(10 * minute)
    },
  },
  'push-refused': {
    options: { config: withWebhook },
    async produce(stage) {
      stage.http = async () => ({ status: 401, text: '{"error": "INVALID_CREDENTIALS", "error_description": ""}' })
      await sold(stage)
      await stage.clock.advance(10 * minute)
    },
  },
  'record-unreadable': {
    produce: (stage) => afterDamage(stage, (path) => stage.disk.mount().writeFile(path, '{"format": 1, "uu')),
  },
  'in-doubt': {
    async produce(stage) {
      stage.register.control.addFault('slow@4A:+20000')
      await sold(stage)
      stage.register.control.cable('out')
      await later(stage, 6 * minute)
    },
    mend: async (stage) => stage.register.control.cable('in'),
  },
  'document-remark': { options: { simulator: { keepsMeasure: false } }, produce: sold },
  'unclaimed-document': { produce: (stage) => afterDamage(stage, (path) => stage.disk.mount().remove(path)) },
  'document-unreadable': {
    async produce(stage) {
      await sold(stage)
      await stage.restart()
      stage.register.control.addFault('error@A445:9Bx*')
      await stage.print()
      await stage.clock.advance(minute)
    },
  },
  'contradicting-document': {
    produce: (stage) =>
      afterDamage(stage, async (path) => {
        const record = JSON.parse(stage.disk.dump().get(path) ?? '') as object
        const state = { name: 'refused', code: 'CANCELLED', text: '' }
        await stage.disk.mount().writeFile(path, JSON.stringify({ ...record, state }), true)
      }),
  },
  'content-changed': {
    async produce(stage) {
      await sold(stage, { uuid: 'check|shop|same' })
      await sold(stage, { uuid: 'check|shop|same', client_email: 'another@example.ru' })
    },
  },
  'print-refused': { produce: (stage) => stage.print({ number_kkm: '00000000000000' }) },
  'shop-contact': { options: { config: onInternet }, produce: (stage) => sold(stage, noContact) },
  'unknown-receipt': { produce: (stage) => stage.check('0'.repeat(26)) },
}

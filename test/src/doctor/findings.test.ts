import t from 'tap'
import type { RegisterIdentity } from '../../../drivers/register.ts'
import { bitrixDefaults } from '../../../src/config/bitrix-settings.ts'
import { diskFindings } from '../../../src/doctor/disk-findings.ts'
import type { Finding } from '../../../src/doctor/finding.ts'
import { hostFindings } from '../../../src/doctor/host-findings.ts'
import { limitations } from '../../../src/doctor/limitations.ts'
import { portalFindings } from '../../../src/doctor/portal-findings.ts'
import { preflight, ratesAskedFor } from '../../../src/doctor/preflight.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const identity: RegisterIdentity = {
  model: 'АТОЛ 11Ф',
  serial: '00106100000042',
  firmware: '3.0.4799',
  ffd: '1.05',
  fn: '9999078900001234',
  registrationNumber: '0000000001047291',
  inn: '7707083893',
  taxSystems: [1],
  vatRates: ['20', '10', '20/120', '10/110', '0', 'none'],
  capabilities: { marking: 'unchecked', corrections: true, electronicOnly: true, agent: true, maxReceiptBytes: 31_000 },
}
const settings = { ...bitrixDefaults, vat: { '4': '10', '7': '22', '8': '18' } } as const
const verdicts = (findings: readonly Finding[]): string[] => findings.map(({ verdict }) => verdict)

t.test('preflight: every rate that a receipt may ask for, prepayments included', async (t) => {
  t.same(ratesAskedFor(settings).sort(), ['10', '10/110', '22', '22/122', 'none'])
  t.same(ratesAskedFor({ ...settings, advanceVat: '5/105' }).includes('5/105'), true)
})

t.test('preflight: an older register, another tax system', async (t) => {
  const [vat, system] = preflight(identity, 2, settings)
  t.match(vat, { verdict: 'no', detail: 'нет: НДС 22%, НДС 22/122', mend: /прошивку/ })
  t.match(system, { verdict: 'no', detail: 'в настройках 2, в кассе 1' })
  const newer = { ...identity, vatRates: [...identity.vatRates, '22', '22/122'] as const }
  t.same(verdicts(preflight(newer, 1, { ...settings, vat: { '7': '22' }, repaymentVat: '22', advanceVat: '22/122' })), [
    'yes',
    'yes',
    'yes',
  ])
})

t.test('what a register cannot do, in a line', async (t) => {
  const { capabilities } = identity
  t.same(limitations(identity), [])
  t.same(limitations({ ffd: '1.05' }), [], 'a daemon of before does not tell')
  const told = (change: Partial<typeof capabilities>, ffd: RegisterIdentity['ffd'] = '1.2') =>
    limitations({ ffd, capabilities: { ...capabilities, ...change } }).map(({ title, detail }) => `${title}: ${detail}`)
  t.same(told({ marking: 'none', corrections: false }), [
    'чего не умеет: маркированный товар на ФФД 1.2, чеки коррекции',
  ])
  t.same(told({ marking: 'none' }, '1.05'), ['чего не умеет: маркированный товар на ФФД 1.05'])
  t.same(told({ marking: 'checked', electronicOnly: false, agent: false }), [
    'чего не умеет: чеки без бумаги, товар поставщика по агентскому договору',
  ])
})

const disk = (more: { ms?: number; free?: number; mode?: number; fails?: boolean }) => {
  const clock = new VirtualClock()
  const { ms = 1, free = 10_000_000_000, mode = 0o40700, fails = false } = more
  let now = 0
  const memory = new MemoryDisk()
  const files = memory.mount((operation) => {
    if (fails && operation === 'write') throw diskError('EROFS')
    now += operation === 'syncFolder' ? ms : 0
  })
  return memory
    .mount()
    .makeFolder('/data')
    .then(() =>
      diskFindings({
        files,
        clock: { now: () => clock.now(), after: clock.after.bind(clock), monotonic: () => now, uptime: () => now },
        folder: '/data',
        modeOf: async () => mode,
        freeBytes: async () => free,
      }),
    )
}

t.test('disk', async (t) => {
  t.same(verdicts(await disk({})), ['yes', 'yes', 'yes'])
  t.same(verdicts(await disk({ mode: 0o40755 })), ['doubtful', 'yes', 'yes'])
  t.same(verdicts(await disk({ ms: 80 })), ['yes', 'doubtful', 'yes'])
  t.same(verdicts(await disk({ ms: 900 })), ['yes', 'no', 'yes'])
  t.same(verdicts(await disk({ free: 1_000 })), ['yes', 'yes', 'no'])
  const readOnly = await disk({ fails: true })
  t.same(verdicts(readOnly), ['yes', 'no'])
  t.match(readOnly[1], { detail: /EROFS/, mend: /только для чтения/ })
})

const host = (answers: Readonly<Record<string, string>>) =>
  hostFindings(async ([program, ...args]) => {
    const stdout = answers[`${program} ${args[1]}`] ?? answers[program]
    return stdout === undefined ? { code: 127, stdout: '', stderr: '' } : { code: 0, stdout, stderr: '' }
  })

t.test('machine', async (t) => {
  const active = 'LoadState=loaded\nActiveState=active\nUnitFileState=enabled\n'
  t.same(verdicts(await host({ timedatectl: 'yes\n', systemctl: active })), ['yes', 'yes', 'yes'])
  t.same(verdicts(await host({ timedatectl: 'no\n', systemctl: 'LoadState=not-found\n' })), [
    'doubtful',
    'doubtful',
    'doubtful',
  ])
  const failed = 'LoadState=loaded\nActiveState=failed\nUnitFileState=enabled\n'
  const disabled = 'LoadState=loaded\nActiveState=active\nUnitFileState=disabled\n'
  t.same(
    verdicts(
      await host({
        timedatectl: 'yes',
        'systemctl fiscal-bridge.socket': disabled,
        'systemctl fiscal-bridge.service': failed,
      }),
    ),
    ['yes', 'doubtful', 'no'],
  )
  t.same(verdicts(await host({})), ['skipped', 'skipped', 'skipped'])
})

t.test('portal: rights are tried without changing anything', async (t) => {
  const signal = new AbortController().signal
  const portal = (refuse: Readonly<Record<string, string>>) =>
    portalFindings(
      {
        call: async (method) =>
          refuse[method] === undefined
            ? { ok: true, result: [], next: undefined }
            : { ok: false, error: { kind: 'portal', code: refuse[method], text: '' } },
      },
      signal,
    )
  const usual = { 'sale.cashbox.check.apply': 'ERROR_CHECK_NOT_FOUND' }
  t.same(verdicts(await portal(usual)), ['yes', 'yes', 'yes', 'yes'])
  t.same(verdicts(await portal({ ...usual, 'catalog.vat.list': 'INSUFFICIENT_SCOPE' })), ['yes', 'yes', 'no', 'yes'])
  t.same(verdicts(await portal({ 'sale.cashbox.check.apply': 'ACCESS_DENIED' })), ['yes', 'yes', 'yes', 'no'])
  const down = await portalFindings(
    { call: async () => ({ ok: false, error: { kind: 'network', code: 'ECONNREFUSED' } }) },
    signal,
  )
  t.same(verdicts(down), ['no'], 'one line for a portal that is away')
})

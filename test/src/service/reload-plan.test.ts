import t from 'tap'
import { loadConfig } from '../../../src/config/load.ts'
import { planReload } from '../../../src/service/reload-plan.ts'
import { captureHost } from '../commands/capture-host.ts'

const running = await loadConfig('config.example.json', captureHost().host)
const [register] = running.registers
if (register === undefined) throw new Error('the example names no register')
const none = new Set<string>()
const busy = new Set([register.id])
const at = (host: string) => ({
  ...running,
  registers: [{ ...register, connection: { type: 'tcp', host, port: 5555, protocol: 'v3' } as const }],
})
const real = at('kkm')
const otherHost = at('kkm-new')

t.test('what a change of settings asks for', async (t) => {
  t.same(planReload(running, { ...running }, busy), { kind: 'unchanged' })
  t.same(planReload(running, { ...running, logLevel: 'debug' }, busy), { kind: 'now', settings: ['logLevel'] })
  t.match(planReload(running, { ...running, data: '/elsewhere' }, none), { kind: 'impossible', settings: ['data'] })
  t.same(planReload(real, otherHost, none), { kind: 'now', settings: ['registers'] })
})

t.test('a register with receipts to print keeps its settings until then', async (t) => {
  const later = { kind: 'later', registers: [register.id] }
  t.same(planReload(real, otherHost, busy), later)
  t.same(
    planReload(real, { ...otherHost, registers: [{ ...register, ...otherHost.registers[0], id: 'kkm-9' }] }, busy),
    later,
    'also when it is gone from the settings',
  )
  const second = { ...running, registers: [register, { ...register, id: 'kkm-2', default: false }] }
  t.same(planReload(running, second, busy), { kind: 'now', settings: ['registers'] }, 'another register is no reason')
})

t.test('what a daemon that starts anew would refuse is not tried', async (t) => {
  t.match(planReload(running, real, none), { kind: 'impossible', settings: ['registers'], text: /другую папку data/ })
  t.match(planReload(real, running, none), { kind: 'impossible', settings: ['registers'] })
  const inn = (config: typeof running) => ({ ...config, bitrix24: { ...config.bitrix24, inn: '7710140679' } })
  t.match(planReload(running, inn(running), none), { kind: 'impossible', settings: ['bitrix24.inn'] })
  t.match(planReload(real, inn(real), none), { kind: 'now' }, 'a real register is asked for its own')
  t.match(planReload(running, { ...inn(real), data: '/shop' }, none), { settings: ['data'], text: /restart/ })
})

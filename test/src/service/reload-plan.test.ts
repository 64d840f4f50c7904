import t from 'tap'
import { loadConfig } from '../../../src/config/load.ts'
import { planReload } from '../../../src/service/reload-plan.ts'
import { captureHost } from '../commands/capture-host.ts'

const running = await loadConfig('config.example.json', captureHost().host)
const [register] = running.registers
if (register === undefined) throw new Error('the example names no register')
const none = new Set<string>()
const busy = new Set([register.id])
const otherPort = {
  ...running,
  registers: [{ ...register, connection: { type: 'tcp', host: 'kkm', port: 5555 } as const }],
}

t.test('what a change of settings asks for', async (t) => {
  t.same(planReload(running, { ...running }, busy), { kind: 'unchanged' })
  t.same(planReload(running, { ...running, logLevel: 'debug' }, busy), { kind: 'now', settings: ['logLevel'] })
  t.same(planReload(running, { ...running, data: '/elsewhere' }, none), { kind: 'impossible', settings: ['data'] })
  t.same(planReload(running, otherPort, none), { kind: 'now', settings: ['registers'] })
})

t.test('a register with receipts to print keeps its settings until then', async (t) => {
  const later = { kind: 'later', registers: [register.id] }
  t.same(planReload(running, otherPort, busy), later)
  t.same(planReload(running, { ...running, registers: [] }, busy), later, 'also when it is gone from the settings')
  const second = { ...running, registers: [register, { ...register, id: 'kkm-2', default: false }] }
  t.same(planReload(running, second, busy), { kind: 'now', settings: ['registers'] }, 'another register is no reason')
})

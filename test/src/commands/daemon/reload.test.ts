import t from 'tap'
import { newSettings, type ReloadParts } from '../../../../src/commands/daemon/reload.ts'
import type { Config } from '../../../../src/config/config.ts'
import { loadConfig } from '../../../../src/config/load.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { captureHost } from '../capture-host.ts'

const running = await loadConfig('config.example.json', captureHost().host)
const [register] = running.registers
if (register === undefined) throw new Error('the example names no register')
const real = {
  ...running,
  registers: [{ ...register, connection: { type: 'tcp', host: 'kkm', port: 5555, protocol: 'v3' } as const }],
}
const renamed = { ...running, registers: [{ ...register, timeZone: 'Asia/Omsk' }] }

/** A daemon that is asked to read its settings again, once for each of `wanted`. */
function daemon(wanted: readonly (Config | Error)[], more: Partial<ReloadParts> = {}) {
  const clock = new VirtualClock()
  const stop = new AbortController()
  const busy = new Set<string>()
  const told: string[] = []
  const notes: (string | undefined)[] = []
  const left = [...wanted]
  const say = (level: string) => (_: object, message: string) => told.push(`${level}: ${message}`)
  const log = { trace: say('trace'), debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
  const parts: ReloadParts = {
    running,
    bridge: { busyRegisters: () => busy, log, note: (text) => notes.push(text) },
    requests: {
      next: async () => {
        if (left.length === 0) stop.abort()
      },
    },
    read: async () => {
      const settings = busy.size > 0 ? left[0] : left.shift()
      if (settings === undefined || settings instanceof Error) throw settings
      return settings
    },
    tryListen: async () => undefined,
    host: { clock, stopping: stop.signal },
    ...more,
  }
  return { clock, busy, told, notes, result: newSettings(parts) }
}

t.test('settings that a new daemon would refuse leave the working one alone, and say so', async (t) => {
  const { clock, notes, told, result } = daemon([real, new Error('no such setting'), running])
  t.equal(await clock.run(result), undefined, 'the daemon goes on until it is stopped')
  t.match(notes, [/не приняты.*учебной и настоящей.*другую папку data/s, /не приняты.*в журнале/, undefined])
  t.match(told, [/^error: /, /^error: /])
})

t.test('an address that cannot be listened on changes nothing', async (t) => {
  const tryListen = async () => Object.assign(new Error('busy'), { code: 'EADDRINUSE' })
  const wanted = { ...running, admin: { ...running.admin, port: 9999 } }
  const { clock, notes, result } = daemon([wanted], { tryListen })
  t.equal(await clock.run(result), undefined)
  t.match(notes, [/127\.0\.0\.1:9999 \(admin\) не открыть: EADDRINUSE/])
})

t.test('waiting for a register is told once, as a warning', async (t) => {
  const { clock, busy, notes, told, result } = daemon([renamed])
  busy.add(register.id)
  await clock.advance(5_000)
  t.same(told, ['warn: registers keep their settings until they have printed'])
  t.match(notes, [/ждут, пока допечатает касса: kkm-1/])
  busy.clear()
  t.same(await clock.run(result), renamed)
})

import { powerOff, reboot, setClock, setDate, setTime } from '../../atol/commands/clock.ts'
import { exists, instantOf, type LocalTime, localOfSeconds, secondsOf } from '../../ffd/local-time.ts'
import { refusals } from '../machine/errors.ts'
import { done, type Handler, on } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { Refusal } from '../machine/refusal.ts'

/** Only while the shift is closed, and never behind the last document (protocol 4.4, 6). */
const rule = { shift: 'closed', receipt: 'closed' } as const

async function set(machine: Machine, local: LocalTime, wrong: number): Promise<void> {
  if (!exists(local)) throw new Refusal(wrong)
  if (secondsOf(local) < machine.counters.lastAt) throw new Refusal(refusals.clockBehindFn)
  const clockOffset = instantOf(local, machine.settings.zone) - machine.around.clock.now()
  await machine.kept.change({ clockOffset })
  machine.around.conditions.delete('clock-behind')
}

export const clockHandlers: readonly Handler[] = [
  on(setDate, rule, async (machine, { date }) => {
    await set(machine, { ...localOfSeconds(machine.now), ...date }, refusals.wrongDate)
    return done
  }),
  on(setTime, rule, async (machine, time) => {
    await set(machine, { ...localOfSeconds(machine.now), ...time }, refusals.wrongTime)
    return done
  }),
  on(setClock, rule, async (machine, { clock }) => {
    await set(machine, clock, refusals.wrongDate)
    return done
  }),
  on(reboot, {}, (machine) => {
    machine.around.clock.after(0, () => machine.around.cutPower())
    return done
  }),
  on(powerOff, {}, (machine) => {
    machine.around.clock.after(0, () => machine.around.switchOff())
    return done
  }),
]

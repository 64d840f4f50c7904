import type { FaultBox } from './faults.ts'
import { openFiscalMemory } from './fiscal-memory.ts'
import { openKeptState } from './kept-state.ts'
import { Machine, type Surroundings } from './machine.ts'
import { registrationFor, registrationTags } from './registration.ts'
import { type SimulatorOptions, settingsOf } from './settings.ts'

/**
 * What a register does when it gets power: reads its fiscal memory and its state, registers a fresh fiscal memory. Throws
 * WrongFiscalMemory, DamagedRecords, SimulatorFailure for an unknown model, or Node's own errors of the disk.
 */
export async function boot(
  options: SimulatorOptions,
  around: Surroundings & { readonly faults: FaultBox },
): Promise<Machine> {
  const settings = settingsOf(options)
  const { files, folder } = options
  const { memory, cut } = await openFiscalMemory(files, folder, settings.history.documents)
  if (cut > 0) around.log.warn({ bytes: cut }, 'cut an unfinished document off the fiscal memory')
  const kept = await openKeptState(files, folder)
  const { registration, report } = registrationFor(memory, options)
  const machine = new Machine(settings, registration, memory, kept, around)
  if (report !== undefined) await machine.commit(report, registrationTags(registration))
  return machine
}

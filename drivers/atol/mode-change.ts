import { sleep } from '../clock.ts'
import { RegisterError } from '../register-error.ts'
import { call } from './call.ts'
import { enterMode as enter, exitMode, modeNames, modes, workingModes } from './commands/mode.ts'
import { resumeReport } from './commands/reports.ts'
import { readMode } from './commands/state.ts'
import type { Device } from './device.ts'
import { errorCodes } from './errors.ts'
import type { Line } from './line.ts'

/** Protocol 4.10: poll long operations each 0.5 s. */
export const pollMs = 500

/** Password of every mode (protocol 4.3): the system administrator's, as registers leave the works. */
const modePassword = 30

/** Out of a submode two 48h may be needed, and one to spare. */
const exitTries = 3

const modeOf = async (line: Line, signal?: AbortSignal): Promise<number> =>
  (await line.ask(call(readMode, {}), signal)).mode

/** Waits until no report or document is being worked on. Returns the mode byte. Throws RegisterError BUSY after `limitMs`. */
export async function waitIdle({ clock }: Device, line: Line, limitMs: number, signal?: AbortSignal): Promise<number> {
  const until = clock.monotonic() + limitMs
  for (;;) {
    const mode = await modeOf(line, signal)
    if (!workingModes.has(mode)) return mode
    if (clock.monotonic() >= until) {
      throw new RegisterError('BUSY', 'unknown', `the register is still at: ${modeNames[mode] ?? mode}`)
    }
    await sleep(clock, pollMs, signal)
  }
}

/**
 * Brings the register into a mode by 48h and 56h, finishing an interrupted report when the register insists on it.
 * `from`: the mode byte where it has just been read.
 */
export async function changeMode(
  device: Device,
  line: Line,
  wanted: keyof typeof modes,
  signal?: AbortSignal,
  from?: number,
): Promise<void> {
  let mode = from ?? (await modeOf(line, signal))
  if (mode === modes[wanted]) return
  for (let tries = 0; mode !== modes.choice && tries < exitTries; tries += 1) {
    await line.ask(call(exitMode, {}), signal)
    mode = await modeOf(line, signal)
  }
  if (mode !== modes.choice) {
    throw new RegisterError('STATE', 'not-registered', `the register stays in: ${modeNames[mode] ?? mode}`)
  }
  if (wanted === 'choice') return
  const request = call(enter, { mode: modes[wanted], password: modePassword })
  const answer = await line.try(request, { signal })
  if (answer.error === 0) return
  // A Z report was interrupted: no mode can be entered before it is finished (protocol 4.5).
  if (answer.error !== errorCodes.reportInterrupted) throw await line.refusal(request.task.name, answer.error)
  await line.ask(call(resumeReport, {}), signal)
  await waitIdle(device, line, 120_000, signal)
  await line.ask(request, signal)
}

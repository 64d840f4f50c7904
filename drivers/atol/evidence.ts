/** What the register says after doubt, behind a fence (promise, rules 2 and 8). It never guesses: what cannot be read is an error. */
import { sleep } from '../clock.ts'
import type { Witness } from '../ffd/document.ts'
import { witnessOf } from '../ffd/document.ts'
import type { Evidence, EvidenceQuestion } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { call } from './call.ts'
import { readFnStatus } from './commands/fiscal-memory.ts'
import { workingModes } from './commands/mode.ts'
import { readMode, readState } from './commands/state.ts'
import type { Device } from './device.ts'
import type { Line } from './line.ts'
import { changeMode, pollMs } from './mode-change.ts'
import { cancelAbandoned, type DeviceState, isOpen } from './open-receipt.ts'
import { closingCall } from './receipt-tasks.ts'
import type { FnPosition } from './stillness.ts'
import { readIfReadable } from './stored-document.ts'

/** Converters drop a line on which nothing is said for some seconds: the register is asked that often while time passes, ms. */
const longestSilenceMs = 2_000
/** How long a register may go on printing or clearing before the question is given back unanswered (protocol 9.3). */
const quietLimitMs = 120_000

interface FnStatus extends FnPosition {
  readonly currentDocument: number
}

const position = (line: Line, signal?: AbortSignal): Promise<FnStatus> => line.ask(call(readFnStatus, {}), signal)

/** Replies of three different shapes, one at a time: a reply that belongs to another question cannot pass for all of them. */
async function provePairing(line: Line, signal?: AbortSignal): Promise<FnStatus> {
  await line.ask(call(readState, {}), signal)
  const fn = await position(line, signal)
  await line.ask(call(readMode, {}), signal)
  return fn
}

const idleModes: ReadonlySet<number> = new Set([0x00, 0x01])
/** Beside what works by itself 1.5: a document waits for paper (protocol 4.2). */
const waitingModes: ReadonlySet<number> = new Set([...workingModes, 0x51])

const isQuiet = (state: DeviceState, fn: FnStatus): boolean =>
  idleModes.has(state.mode) && !isOpen(state) && fn.currentDocument === 0

/** Waits for mode 0.0 or 1.0, no receipt and no document begun in the FN, cancelling a receipt that was left open. */
async function becomeQuiet(device: Device, line: Line, signal?: AbortSignal): Promise<FnStatus> {
  const until = device.clock.monotonic() + quietLimitMs
  for (;;) {
    const [state, fn] = await line.askAll([call(readState, {}), call(readFnStatus, {})], signal)
    if (isQuiet(state, fn)) return fn
    if (device.clock.monotonic() >= until) {
      throw new RegisterError(
        'BUSY',
        'unknown',
        `mode ${state.mode}, receipt ${state.receiptState}, FN document ${fn.currentDocument}`,
      )
    }
    if (isOpen(state) && !waitingModes.has(state.mode)) await cancelAbandoned(device, line, state, signal)
    else if (!idleModes.has(state.mode) && !waitingModes.has(state.mode)) {
      await changeMode(device, line, 'choice', signal, state.mode)
    } else await sleep(device.clock, pollMs, signal)
  }
}

/**
 * Documents after the baseline's up to `to`, oldest first; what cannot be read says so. A lost line is no such thing. A document
 * is final: what is among the `known` is not read again, but for what could not be read.
 */
async function witnesses(
  device: Device,
  line: Line,
  { baseline, signal, onProgress }: EvidenceQuestion,
  to: number,
  known: readonly Witness[] = [],
): Promise<Witness[]> {
  const { fn, lastDocument } = baseline
  const found: Witness[] = []
  for (let number = lastDocument + 1; number <= to; number += 1) {
    const before = known[number - lastDocument - 1]
    if (before !== undefined && before.kind !== 'unreadable') {
      found.push(before)
      continue
    }
    found.push(witnessOf(number, await readIfReadable(device, line, fn, number, signal), device.zone))
    onProgress?.()
  }
  return found
}

const bearsMark = (documents: readonly Witness[], mark: string): boolean =>
  documents.some((witness) => witness.kind === 'receipt' && witness.marks.includes(mark))

async function gather(device: Device, line: Line, question: EvidenceQuestion): Promise<Evidence> {
  const { baseline, mark, closing, signal, onProgress } = question
  const { serial } = device.session
  const shown = ({ fn, lastDocument }: FnPosition, documents: readonly Witness[]): Evidence => ({
    serial,
    fn,
    lastDocument,
    documents,
  })
  const now = await provePairing(line, signal)
  if (now.fn !== baseline.fn) return shown(now, [])
  const early = await witnesses(device, line, question, now.lastDocument)
  if (bearsMark(early, mark)) return shown(now, early)
  // A closing command that was still on its way must have ended by then.
  const enoughMs = closing ? closingCall.task.timeoutMs : pollMs
  for (;;) {
    onProgress?.()
    const seen = await becomeQuiet(device, line, signal)
    if (seen.fn !== baseline.fn) return shown(seen, [])
    const stoodMs = device.stillness.note(serial, seen)
    if (stoodMs >= enoughMs) return shown(seen, await witnesses(device, line, question, seen.lastDocument, early))
    await sleep(device.clock, Math.min(enoughMs - stoodMs, longestSilenceMs), signal)
  }
}

/** Throws RegisterError with outcome `unknown` when the register cannot be asked or does not come to rest: ask again later. */
export async function gatherEvidence(device: Device, question: EvidenceQuestion): Promise<Evidence> {
  try {
    return await gather(device, await device.session.fenced(question.signal), question)
  } catch (error) {
    if (error instanceof RegisterError) throw error.withOutcome('unknown')
    if (question.signal?.aborted === true) {
      throw new RegisterError('ABORTED', 'unknown', 'asking was stopped', { cause: error })
    }
    throw error
  }
}

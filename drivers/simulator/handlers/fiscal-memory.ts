import {
  countUnconfirmed,
  findDocumentTlv,
  fnPhases,
  readFnNumber,
  readFnStatus,
  readFnVersion,
  readNextRegistrationTlv,
  readNextTlv,
  readOfdExchange,
  readRegistration,
  readShift,
  readValidity,
} from '../../atol/commands/fiscal-memory.ts'
import { type LocalTime, localOfSeconds } from '../../ffd/local-time.ts'
import { numberOf } from '../../ffd/tags.ts'
import { type Listing, listingOf } from '../machine/document-listing.ts'
import { refusals } from '../machine/errors.ts'
import { type Handler, on } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import { Refusal } from '../machine/refusal.ts'

/** The FN does not answer at all (error 210). */
function checkAnswers(machine: Machine): void {
  if (machine.is('fn-exchange')) throw new Refusal(refusals.fnExchange)
}

const listing = (machine: Machine, tlv: Uint8Array): Listing =>
  listingOf(tlv, machine.settings.chunkBytes, {
    emptyIntegers: machine.is('fn-empty-integers'),
    cut: machine.is('fn-listing-cut'),
  })

/** What the FN calls a receipt that was begun in it and not ended. */
const unfinishedReceipt = 4

const noTime: LocalTime = { year: 2000, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
/** 36 months (fiscal-data 5.4). */
const fnLifeSeconds = 1100 * 86_400
const registrationLimit = 30
const daySeconds = 86_400

/** Reports of the registration, oldest first. */
export const registrations = (machine: Machine) =>
  machine.memory.records.filter(({ code }) => code === 1 || code === 11)

/** Last second of the FN's life, local. */
function expiry(machine: Machine): number {
  const activated = numberOf(registrations(machine)[0]?.tags ?? [], 1012) ?? machine.now
  return machine.is('fn-expired') ? machine.now - daySeconds : activated + fnLifeSeconds
}

const unsentCount = (machine: Machine): number =>
  machine.firstUnsent === undefined ? 0 : machine.memory.last - machine.firstUnsent + 1

/** When the oldest undelivered document was made; a blocked register has waited 31 days. */
function unsentSince(machine: Machine): LocalTime {
  const first = machine.firstUnsent
  if (first === undefined) return noTime
  const at = numberOf(machine.memory.get(first)?.tags ?? [], 1012) ?? machine.now
  return localOfSeconds(machine.is('ofd-30-days') ? Math.min(at, machine.now - 31 * daySeconds) : at)
}

export const fiscalMemoryHandlers: readonly Handler[] = [
  on(readShift, {}, (machine) => {
    checkAnswers(machine)
    const { open, number, receipts } = machine.counters.shift
    return { open, shift: number, receipt: receipts }
  }),
  on(readFnStatus, {}, (machine) => {
    checkAnswers(machine)
    return {
      phase: machine.is('fn-closed') ? fnPhases.postFiscal : fnPhases.fiscal,
      currentDocument: machine.is('fn-document-open') ? unfinishedReceipt : 0,
      documentData: false,
      shiftOpen: machine.counters.shift.open,
      warnings: {
        replaceUrgently: machine.is('fn-replace'),
        keysExpire: machine.is('fn-keys-30-days'),
        memoryNearlyFull: machine.is('fn-memory-90'),
        ofdOverdue: machine.is('fn-ofd-overdue') || machine.is('ofd-30-days'),
        critical: machine.is('fn-critical'),
      },
      lastDocumentAt: localOfSeconds(machine.counters.lastAt),
      fn: machine.registration.fn,
      lastDocument: machine.memory.last,
    }
  }),
  on(readFnNumber, {}, (machine) => {
    checkAnswers(machine)
    return { fn: machine.registration.fn }
  }),
  on(findDocumentTlv, {}, (machine, { document }) => {
    checkAnswers(machine)
    const record = machine.memory.get(document)
    if (record === undefined) throw new Refusal(refusals.fnNoData)
    const { length, pieces } = listing(machine, record.tlv)
    machine.cursor = pieces
    return { head: { code: record.code, length } }
  }),
  on(readNextTlv, {}, (machine) => {
    checkAnswers(machine)
    const [data, ...rest] = machine.cursor
    if (data === undefined) throw new Refusal(refusals.fnNoData)
    machine.cursor = rest
    return { data }
  }),
  on(readValidity, {}, (machine) => {
    checkAnswers(machine)
    const done = registrations(machine).length
    const { year, month, day } = localOfSeconds(expiry(machine))
    return {
      expires: { year, month, day },
      registrationsLeft: Math.max(0, registrationLimit - done),
      registrationsDone: Math.min(registrationLimit, done),
    }
  }),
  on(readFnVersion, {}, (machine) => {
    checkAnswers(machine)
    return { version: 'fn_sim_v1', serial: false }
  }),
  on(readOfdExchange, {}, (machine) => {
    checkAnswers(machine)
    const unsent = unsentCount(machine)
    return {
      status: {
        connected: unsent === 0,
        messageToSend: unsent > 0,
        receiptAwaited: false,
        commandReceived: false,
        settingsChanged: false,
        answerAwaited: false,
      },
      reading: 0,
      unsent,
      firstUnsent: machine.firstUnsent ?? 0,
      firstUnsentAt: unsentSince(machine),
    }
  }),
  on(countUnconfirmed, {}, (machine) => {
    checkAnswers(machine)
    return { count: unsentCount(machine) }
  }),
  on(readRegistration, {}, (machine, { registration }) => {
    checkAnswers(machine)
    const reports = registrations(machine)
    const report = registration === undefined ? reports.at(-1) : reports[registration - 1]
    if (report === undefined) throw new Refusal(refusals.fnNoData)
    machine.registrationCursor = listing(machine, report.tlv).pieces
    return {
      at: localOfSeconds(numberOf(report.tags, 1012) ?? 0),
      inn: machine.registration.inn,
      registrationNumber: machine.registration.registrationNumber,
      taxSystems: numberOf(report.tags, 1062) ?? 0,
      modes: 0,
      more: new Uint8Array(0),
    }
  }),
  on(readNextRegistrationTlv, {}, (machine) => {
    checkAnswers(machine)
    const [data, ...rest] = machine.registrationCursor
    if (data === undefined) throw new Refusal(refusals.fnNoData)
    machine.registrationCursor = rest
    return { data }
  }),
]

import {
  clearReprint,
  printDocument,
  printReport,
  reportTypes,
  reprintLast,
  resumeReport,
} from '../../atol/commands/reports.ts'
import { renderDocument } from '../../paper/document.ts'
import { renderXReport } from '../../paper/x-report.ts'
import { checkFiscal } from '../machine/checks.ts'
import { refusals } from '../machine/errors.ts'
import { done, type Handler, on } from '../machine/handler.ts'
import { durationOf } from '../machine/latency.ts'
import type { Machine } from '../machine/machine.ts'
import { Refusal } from '../machine/refusal.ts'
import { reportTags } from '../machine/shift-documents.ts'

const types: readonly number[] = Object.values(reportTypes)

function xReport(machine: Machine): string {
  const { counters, cash, registration, settings, now } = machine
  return renderXReport(
    {
      user: registration.user,
      inn: registration.inn,
      serial: settings.serial,
      fn: registration.fn,
      at: now,
      shift: counters.shift.number,
      open: counters.shift.open,
      cash,
      totals: counters.shift.totals,
    },
    settings.model.columns,
  )
}

function printCopy(machine: Machine, number: number): void {
  const record = machine.memory.get(number)
  if (record === undefined) throw new Refusal(refusals.fnNoData)
  const document = { fn: machine.registration.fn, number, code: record.code, tags: record.tags }
  machine.slip(renderDocument(document, machine.settings.model.columns))
}

export const reportHandlers: readonly Handler[] = [
  on(printReport, { modes: [2], prints: true, receipt: 'closed' }, async (machine, { type }) => {
    if (!types.includes(type)) throw new Refusal(refusals.wrongReport)
    if (type === reportTypes.settlementState) {
      checkFiscal(machine, {})
      await machine.commit(21, [...machine.operation, ...reportTags(machine)])
    } else machine.slip(xReport(machine))
    machine.operation = []
    const until = machine.around.clock.monotonic() + durationOf(machine.settings.latency, 'report')
    machine.phases = [{ mode: 0x22, until }]
    return done
  }),
  on(resumeReport, { prints: true }, async (machine) => {
    if (!machine.kept.value.reportUnprinted) throw new Refusal(refusals.nothingToPrint)
    await machine.kept.change({ reportUnprinted: false })
    printCopy(machine, machine.memory.last)
    return done
  }),
  on(reprintLast, { prints: true, receipt: 'closed' }, (machine) => {
    const last = machine.counters.lastReceipt
    if (last === undefined || machine.reprintCleared) throw new Refusal(refusals.nothingToPrint)
    printCopy(machine, last.number)
    return done
  }),
  on(clearReprint, {}, (machine) => {
    machine.reprintCleared = true
    return done
  }),
  on(printDocument, { modes: [6], prints: true }, (machine, { document }) => {
    printCopy(machine, document)
    return done
  }),
]

/** The report without clearing and copies (protocol 4.10). Nothing of it is a fiscal document. */

import type { Cashier } from '../ffd/receipt.ts'
import { RegisterError } from '../register-error.ts'
import { call } from './call.ts'
import { printDocument, printReport, reportTypes, reprintLast } from './commands/reports.ts'
import { readMode, readState } from './commands/state.ts'
import type { Device } from './device.ts'
import type { Line } from './line.ts'
import { changeMode, waitIdle } from './mode-change.ts'
import { cancelAbandoned } from './open-receipt.ts'
import { cashierCalls } from './receipt-tasks.ts'

const reportLimitMs = 30_000

async function idleLine(device: Device, signal?: AbortSignal): Promise<Line> {
  const line = await device.session.line(signal)
  await cancelAbandoned(device, line, await line.ask(call(readState, {}), signal), signal)
  return line
}

/** Prints an X report and waits for its end. Throws RegisterError. */
export async function xReport(device: Device, cashier?: Cashier, signal?: AbortSignal): Promise<void> {
  const line = await idleLine(device, signal)
  await changeMode(device, line, 'xReports', signal)
  await line.run(cashierCalls(cashier), signal)
  await line.ask(call(printReport, { type: reportTypes.x }), signal)
  await waitIdle(device, line, reportLimitMs, signal)
  const { flags } = await line.ask(call(readMode, {}), signal)
  if (flags.noPaper) throw new RegisterError('NO_PAPER', 'not-registered', 'no paper after the report')
  if (flags.noPrinterLink)
    throw new RegisterError('PRINTER', 'not-registered', 'no link to the printer after the report')
  await changeMode(device, line, 'choice', signal)
}

/** Prints a copy of the last document, or of the one with that number (1040). Registers nothing. Throws RegisterError. */
export async function copy(device: Device, number?: number, signal?: AbortSignal): Promise<void> {
  const line = await idleLine(device, signal)
  if (number === undefined) {
    await line.ask(call(reprintLast, {}), signal)
    return
  }
  await changeMode(device, line, 'fiscalMemory', signal)
  await line.ask(call(printDocument, { document: number }), signal)
  await waitIdle(device, line, reportLimitMs, signal)
  await changeMode(device, line, 'choice', signal)
}

/** Every command that this driver and the simulated register know. */
import * as clock from './clock.ts'
import type { AnyCommand } from './command.ts'
import { refund, registerItem, sell, voidItem } from './compatibility.ts'
import * as fn from './fiscal-memory.ts'
import { beginItem, endItem } from './item.ts'
import { enterMode, exitMode } from './mode.ts'
import { cashIn, cashOut, payReceipt, voidPayment } from './payment.ts'
import * as printing from './printing.ts'
import { cancelReceipt, closeReceipt, discountReceipt, openReceipt, taxReceipt } from './receipt.ts'
import { readRegister } from './registers.ts'
import { clearReprint, printDocument, printReport, reprintLast, resumeReport } from './reports.ts'
import { readRequisite, writeRequisite } from './requisites.ts'
import { closeShift, openShift } from './shift.ts'
import * as state from './state.ts'
import { readTable, writeTable } from './tables.ts'

export const commands: readonly AnyCommand[] = [
  state.readState,
  state.readMode,
  state.readDeviceType,
  state.readVersion,
  state.readCash,
  state.readLastShiftTotals,
  state.readLastError,
  enterMode,
  exitMode,
  openShift,
  closeShift,
  openReceipt,
  cancelReceipt,
  closeReceipt,
  discountReceipt,
  taxReceipt,
  beginItem,
  endItem,
  payReceipt,
  voidPayment,
  cashIn,
  cashOut,
  writeRequisite,
  readRequisite,
  readRegister,
  readTable,
  writeTable,
  fn.readShift,
  fn.readOfdExchange,
  fn.readFnStatus,
  fn.readFnNumber,
  fn.readValidity,
  fn.readFnVersion,
  fn.readLastOfdErrors,
  fn.findDocument,
  fn.readOfdReceipt,
  fn.countUnconfirmed,
  fn.readRegistration,
  fn.findDocumentTlv,
  fn.readNextTlv,
  fn.readNextRegistrationTlv,
  printReport,
  resumeReport,
  reprintLast,
  clearReprint,
  printDocument,
  printing.printLine,
  printing.printField,
  printing.printCliche,
  printing.printFooter,
  printing.cutPaper,
  printing.openDrawer,
  printing.beep,
  printing.printDemo,
  printing.printBarcode,
  printing.continueBarcode,
  clock.setDate,
  clock.setTime,
  clock.setClock,
  clock.reboot,
  clock.powerOff,
  sell,
  refund,
  voidItem,
  registerItem,
]

const longestFirst = commands.toSorted((a, b) => b.code.length - a.code.length)

/**
 * The command that a request is of, by its leading bytes, the longest code first; undefined for an unknown one. Registers
 * and table fields are given as the raw `readRegister` and `readTable`.
 */
export const commandOf = (request: Uint8Array): AnyCommand | undefined =>
  longestFirst.find(({ code }) => code.length <= request.length && code.every((byte, at) => request[at] === byte))

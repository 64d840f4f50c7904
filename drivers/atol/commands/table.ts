/** Every command that this driver and the simulated register know. */
import type { AnyCommand } from './command.ts'
import { findDocumentTlv, readFnNumber, readFnStatus, readNextTlv, readShift } from './fiscal-memory.ts'
import { beginItem, endItem } from './item.ts'
import { enterMode, exitMode } from './mode.ts'
import { cashIn, cashOut, payReceipt, voidPayment } from './payment.ts'
import { cancelReceipt, closeReceipt, discountReceipt, openReceipt, taxReceipt } from './receipt.ts'
import { readRegister } from './registers.ts'
import { readRequisite, writeRequisite } from './requisites.ts'
import { closeShift, openShift } from './shift.ts'
import {
  readCash,
  readDeviceType,
  readLastError,
  readLastShiftTotals,
  readMode,
  readState,
  readVersion,
} from './state.ts'
import { readTable } from './tables.ts'

export const commands: readonly AnyCommand[] = [
  readState,
  readMode,
  readDeviceType,
  readVersion,
  readCash,
  readLastShiftTotals,
  readLastError,
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
  readShift,
  readFnStatus,
  readFnNumber,
  findDocumentTlv,
  readNextTlv,
]

const longestFirst = commands.toSorted((a, b) => b.code.length - a.code.length)

/** The command that a request is of, by its leading bytes, the longest code first; undefined for an unknown one. */
export const commandOf = (request: Uint8Array): AnyCommand | undefined =>
  longestFirst.find(({ code }) => code.length <= request.length && code.every((byte, at) => request[at] === byte))

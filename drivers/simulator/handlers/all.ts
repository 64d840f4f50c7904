import type { AnyCommand } from '../../atol/commands/command.ts'
import type { Handler } from '../machine/handler.ts'
import { cashHandlers } from './cash.ts'
import { clockHandlers } from './clock.ts'
import { fiscalMemoryHandlers } from './fiscal-memory.ts'
import { itemHandlers } from './item.ts'
import { modeHandlers } from './mode.ts'
import { paymentHandlers } from './payment.ts'
import { printingHandlers } from './printing.ts'
import { receiptHandlers } from './receipt.ts'
import { receiptChangeHandlers } from './receipt-change.ts'
import { registerHandlers } from './register.ts'
import { reportHandlers } from './report.ts'
import { requisiteHandlers } from './requisite.ts'
import { shiftHandlers } from './shift.ts'
import { stateHandlers } from './state.ts'
import { tableHandlers } from './table.ts'

/** Every command that the simulated register executes; what is not here is unknown to it (F2h). */
export const handlers: ReadonlyMap<AnyCommand, Handler> = new Map(
  [
    ...stateHandlers,
    ...modeHandlers,
    ...shiftHandlers,
    ...receiptHandlers,
    ...itemHandlers,
    ...paymentHandlers,
    ...cashHandlers,
    ...requisiteHandlers,
    ...registerHandlers,
    ...tableHandlers,
    ...fiscalMemoryHandlers,
    ...receiptChangeHandlers,
    ...printingHandlers,
    ...reportHandlers,
    ...clockHandlers,
  ].map((handler) => [handler.command, handler]),
)

import { enterMode, exitMode } from '../../atol/commands/mode.ts'
import { refusals } from '../machine/errors.ts'
import { done, type Handler, on } from '../machine/handler.ts'
import { Refusal } from '../machine/refusal.ts'

const modes = [1, 2, 3, 4, 5, 6]
const firstCashier = 1
const systemAdministrator = 30

export const modeHandlers: readonly Handler[] = [
  on(enterMode, { modes: [0] }, (machine, { mode, password }) => {
    if (!modes.includes(mode)) throw new Refusal(refusals.wrongMode)
    // Default passwords are the numbers of the rows of table 3 (protocol 4.3).
    if (password < firstCashier || password > systemAdministrator) throw new Refusal(refusals.wrongPassword)
    if (machine.kept.value.reportUnprinted) throw new Refusal(refusals.reportInterrupted)
    if (mode === 1 && machine.shiftExpired) throw new Refusal(refusals.shiftExpired)
    machine.mode = mode
    machine.cashier = password
    return done
  }),
  on(exitMode, { receipt: 'closed' }, (machine) => {
    if (machine.busy) throw new Refusal(refusals.wrongMode)
    machine.mode = 0
    return done
  }),
]

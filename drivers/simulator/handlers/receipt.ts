import { cancelReceipt, closeReceipt, openReceipt as openCommand } from '../../atol/commands/receipt.ts'
import { kopecks } from '../../money.ts'
import { checkPrinter } from '../machine/checks.ts'
import { cashDirection } from '../machine/counters.ts'
import { extended, refusals } from '../machine/errors.ts'
import { done, type Handler, on, testOnly } from '../machine/handler.ts'
import type { Machine } from '../machine/machine.ts'
import {
  changeOf,
  type OpenReceipt,
  openReceipt,
  type ReceiptType,
  remainderOf,
  totalOf,
} from '../machine/open-receipt.ts'
import { receiptTags, receiptTypes } from '../machine/receipt-document.ts'
import { ExtendedRefusal, Refusal } from '../machine/refusal.ts'
import { makeShiftOpening } from '../machine/shift-documents.ts'
import { paid } from './payment.ts'

const noPrint = 0x04
const isReceiptType = (type: number): type is ReceiptType => Object.hasOwn(receiptTypes, type)

/** What 4Ah pays of itself: nothing after 99h, else the exact rest or the sum tendered (protocol 4.5). */
function closing(receipt: OpenReceipt, form: number, sum: bigint): OpenReceipt {
  const rest = remainderOf(receipt)
  if (rest === 0n) return receipt
  if (receipt.paying || form === 0) throw new Refusal(refusals.paymentsBelowTotal)
  if (sum === 0n) return paid(receipt, form, rest)
  if (sum < rest) throw new Refusal(refusals.tenderedBelowTotal)
  return paid(receipt, form, kopecks(sum))
}

function checkContent(machine: Machine, receipt: OpenReceipt): void {
  if (receipt.positions.length === 0) throw new ExtendedRefusal(extended.requisiteMissing, 1059)
  const { taxSystems } = machine.registration
  const single = (taxSystems & (taxSystems - 1)) === 0
  if (!single && !receipt.tags.some((one) => one.tag === 1055)) {
    throw new ExtendedRefusal(extended.requisiteMissing, 1055)
  }
}

function checkDrawer(machine: Machine, receipt: OpenReceipt): void {
  const cash = receipt.paid[1] - changeOf(receipt)
  const out = cashDirection(receiptTypes[receipt.type].settlement) < 0n
  if (machine.settings.cashControl && out && cash > machine.cash) throw new Refusal(refusals.notEnoughCash)
}

/** Tells the host about the printer once the document is registered: it changes nothing about the document. */
function printed(machine: Machine, receipt: OpenReceipt): void {
  if (!receipt.silent) checkPrinter(machine)
}

async function close(machine: Machine, receipt: OpenReceipt): Promise<void> {
  const { ffd, taxSystems } = machine.registration
  const { shift } = machine.counters
  const body = receiptTags(receipt, machine.operation, ffd, taxSystems)
  await machine.commit(receiptTypes[receipt.type].code, [
    ...body,
    { tag: 1038, value: shift.number },
    { tag: 1042, value: shift.receipts + 1 },
  ])
  await machine.setReceipt(undefined)
  printed(machine, receipt)
}

export const receiptHandlers: readonly Handler[] = [
  on(openCommand, { modes: [1], fiscal: true }, async (machine, { flags, type }) => {
    const silent = (flags & noPrint) !== 0
    if (!silent) checkPrinter(machine)
    if (machine.shiftExpired) throw new Refusal(refusals.shiftExpired)
    if (machine.receipt !== undefined) throw new Refusal(refusals.receiptOpen)
    const opens = !machine.counters.shift.open
    if (opens && !machine.settings.autoOpenShift) throw new Refusal(refusals.shiftClosed)
    if (!isReceiptType(type)) throw new Refusal(refusals.wrongReceiptType)
    if (testOnly(flags)) return done
    if (opens) await makeShiftOpening(machine)
    await machine.setReceipt(openReceipt(type, silent, machine.memory.last))
    return done
  }),
  on(cancelReceipt, { modes: [1], receipt: 'open' }, async (machine) => {
    await machine.kept.change({
      cancelledReceipts: machine.kept.value.cancelledReceipts + 1,
      openReceipt: undefined,
    })
    machine.receipt = undefined
    machine.operation = []
    return done
  }),
  on(
    closeReceipt,
    { modes: [1], prints: true, fiscal: true, shift: 'fresh', receipt: 'open', position: 'closed' },
    async (machine, { flags, form, sum }) => {
      const receipt = machine.receipt as OpenReceipt
      checkContent(machine, receipt)
      const settled = closing(receipt, form, sum)
      if (totalOf(settled) < 0n) throw new Refusal(refusals.wrongAmount)
      checkDrawer(machine, settled)
      if (!testOnly(flags)) await close(machine, settled)
      return done
    },
  ),
]

import type { Clock } from '../../drivers/clock.ts'
import type { Kopecks } from '../../drivers/money.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { tryAtDesk } from './desk-tries.ts'
import { inFreshShift, type ShiftUser } from './fresh-shift.ts'
import type { ShopRegister } from './roster.ts'

/** An operation that must not be done now; `message` is Russian: why, and what to do instead. */
export class DeskRefused extends Error {
  override readonly name = 'DeskRefused'
}

/** What a person may have the register do besides receipts. */
export type DeskWork =
  | { readonly kind: 'open-shift' }
  /** `shift`: the number of the shift that is meant; when it is no longer the open one, nothing is closed. */
  | { readonly kind: 'close-shift'; readonly shift: number }
  | { readonly kind: 'x-report' }
  | { readonly kind: 'cash-in' | 'cash-out'; readonly sum: Kopecks }
  /** A copy of that document, or of the last one. */
  | { readonly kind: 'copy'; readonly document?: number }
  /** By that clock, Unix ms. */
  | { readonly kind: 'set-clock'; readonly now: () => number }
  /** A few lines of text that are no receipt. */
  | { readonly kind: 'test-print' }

const testLines = ['fiscal-bridge', 'Пробная печать. Это не чек.'] as const

/** What came of it: `nothing` when it was so already. */
export type DeskResult = 'done' | 'nothing'

async function carryOut(work: DeskWork, user: ShiftUser): Promise<DeskResult> {
  const { register, cashier, signal } = user
  switch (work.kind) {
    case 'open-shift': {
      if ((await register.baseline(signal)).shift.open) return 'nothing'
      await register.openShift(cashier, signal)
      return 'done'
    }
    case 'close-shift': {
      const { shift } = await register.baseline(signal)
      if (!shift.open || shift.number !== work.shift) return 'nothing'
      await register.closeShift(cashier, signal)
      return 'done'
    }
    case 'x-report':
      await register.xReport(cashier, signal)
      return 'done'
    case 'cash-in':
      await inFreshShift(user, () => register.cashIn(work.sum, signal))
      return 'done'
    case 'cash-out':
      await inFreshShift(user, () => register.cashOut(work.sum, signal))
      return 'done'
    case 'copy':
      await register.printCopy(work.document, signal)
      return 'done'
    case 'set-clock':
      await register.setClock(work.now(), signal)
      return 'done'
    case 'test-print':
      await register.printText(testLines, signal)
      return 'done'
  }
}

/**
 * Does what a person asked for, between two receipts. A shift is closed by its number: asked twice, because the first answer was
 * lost, it is closed once. What was done is told as done, whatever the look at the register afterwards shows. Throws DeskRefused,
 * RegisterError.
 */
export async function atTheDesk(
  { id, lane, traits: { cashier } }: ShopRegister,
  store: ReceiptStore,
  work: DeskWork,
  clock: Clock,
): Promise<{ readonly result: DeskResult }> {
  const result = await lane.use(async (register, signal): Promise<DeskResult> => {
    const inDoubt = store.openReceipts().find((one) => one.registerId === id && one.state.name === 'printing')
    if (inDoubt !== undefined) {
      throw new DeskRefused(`Касса выясняет судьбу чека ${inDoubt.uuid}: повторите, когда он будет решён.`)
    }
    return tryAtDesk(clock, signal, () => carryOut(work, { register, expected: lane.expected, cashier, signal }))
  })
  await lane.refresh()
  return { result }
}

import type { ShopRegister } from '../../lane/roster.ts'
import type { ReceiptRecord } from '../../record/record.ts'

type Part = Pick<ShopRegister, 'id'> & { readonly lane: Pick<ShopRegister['lane'], 'seen'> }

/**
 * Registers that have to finish under the settings they have: what is being printed is settled where it was begun. A receipt
 * that only waits is no reason while its register is in trouble: the new settings may be the very cure.
 */
export function busyRegisters(
  registers: readonly Part[],
  open: readonly Pick<ReceiptRecord, 'registerId' | 'state'>[],
): ReadonlySet<string> {
  const stuck = new Set(registers.filter(({ lane }) => lane.seen.trouble !== undefined).map(({ id }) => id))
  const busy = open.filter(
    ({ registerId, state }) => state.name === 'printing' || (state.name === 'accepted' && !stuck.has(registerId)),
  )
  return new Set(busy.map(({ registerId }) => registerId))
}

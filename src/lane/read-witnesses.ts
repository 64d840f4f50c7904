import type { Witness } from '../../drivers/ffd/document.ts'
import type { FiscalRegister } from '../../drivers/register.ts'

/** Documents `from` to `to`, both included, oldest first: one that is not there proves as little as one that cannot be read. */
export async function readWitnesses(
  register: Pick<FiscalRegister, 'witness'>,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<Witness[]> {
  const witnesses: Witness[] = []
  for (let number = from; number <= to; number += 1) {
    const witness = await register.witness(number, signal)
    witnesses.push(witness === 'none' ? { kind: 'unreadable', number } : witness)
  }
  return witnesses
}

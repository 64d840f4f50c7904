import { RegisterError } from '../../drivers/register-error.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { Roster, ShopRegister } from './roster.ts'

/** Where the fiscal memory of a receipt's attempts is now. It may be in another register than it was. */
export interface Whereabouts {
  /** The register that has that memory; undefined when none shows it, or the receipt was never tried. */
  readonly shopRegister: ShopRegister | undefined
  /** Id of each other register that was asked -> its FN, or why it did not answer. */
  readonly shown: ReadonlyMap<string, string | RegisterError>
}

/** The FNs of the receipt's attempts, the last one first. */
function memoriesOf({ state }: ReceiptRecord): string[] {
  const tried = 'tried' in state ? state.tried : undefined
  return tried === undefined ? [] : [tried.baseline, ...(tried.others ?? [])].map(({ fn }) => fn)
}

async function memoryIn({ lane }: ShopRegister): Promise<string | RegisterError> {
  try {
    return (await lane.use((register, signal) => register.baseline(signal))).fn
  } catch (error) {
    if (error instanceof RegisterError) return error
    throw error
  }
}

/**
 * Asks the registers for the FN of a receipt: its own register first, then those that had the FN when they were last met. `also`: an FN
 * that will do when no register has the receipt's.
 */
export async function whereabouts(record: ReceiptRecord, roster: Roster, also?: string): Promise<Whereabouts> {
  const wanted = [...memoriesOf(record), ...(also === undefined ? [] : [also])]
  const shown = new Map<string, string | RegisterError>()
  if (wanted.length === 0) return { shopRegister: undefined, shown }
  const unlikeliness = ({ id, fn }: ShopRegister): number => {
    if (id === record.registerId) return 0
    return wanted.includes(fn() ?? '') ? 1 : 2
  }
  const registers = [...roster.registers].sort((one, other) => unlikeliness(one) - unlikeliness(other))
  let earlier: ShopRegister | undefined
  for (const shopRegister of registers) {
    const found = await memoryIn(shopRegister)
    if (found === wanted[0]) return { shopRegister, shown }
    if (typeof found === 'string' && wanted.includes(found)) earlier ??= shopRegister
    shown.set(shopRegister.id, found)
  }
  return { shopRegister: earlier, shown }
}

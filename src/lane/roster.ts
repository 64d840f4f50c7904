import type { RegisterTraits } from '../config/bitrix-settings.ts'
import type { Mode } from '../record/identity.ts'
import type { Lane } from './lane.ts'
import { isTestFn } from './test-mode.ts'

/** A register of the settings with its lane. */
export interface ShopRegister {
  readonly id: string
  readonly numberKkm: string | undefined
  readonly isDefault: boolean
  /** Whether it is a register in software, whose documents are none. */
  readonly simulated: boolean
  /** What its receipts take from it. */
  readonly traits: RegisterTraits
  /** Zone of its clock. */
  readonly timeZone: string
  readonly lane: Lane
  /** The number of its fiscal memory when it was last met; undefined when it never was. */
  readonly fn: () => string | undefined
}

/** Finds the register for a receipt: by NUMBER_KKM, where an empty one means the default register, and by mode. */
export class Roster {
  readonly #configured: readonly ShopRegister[]
  readonly #openRehearsal: () => Promise<ShopRegister>
  #rehearsal: Promise<ShopRegister> | undefined
  #opened: ShopRegister | undefined

  /** `openRehearsal` makes the simulated register for test receipts. It is called once, when it is needed. */
  constructor(configured: readonly ShopRegister[], openRehearsal: () => Promise<ShopRegister>) {
    this.#configured = configured
    this.#openRehearsal = openRehearsal
  }

  /** The registers of the settings, and the one for test receipts once it was needed. */
  get registers(): readonly ShopRegister[] {
    return this.#opened === undefined ? this.#configured : [...this.#configured, this.#opened]
  }

  find(id: string): ShopRegister | undefined {
    return this.registers.find((shopRegister) => shopRegister.id === id)
  }

  /** Undefined when no register has that number, or none is the default. */
  forNumber(numberKkm: string): ShopRegister | undefined {
    if (numberKkm !== '') return this.#configured.find((shopRegister) => shopRegister.numberKkm === numberKkm)
    const [only] = this.#configured
    return this.#configured.length === 1 ? only : this.#configured.find((shopRegister) => shopRegister.isDefault)
  }

  /** The register that a receipt goes to: a test never to a real one (promise, rules 13 and 19). */
  async forReceipt(numberKkm: string, mode: Mode): Promise<ShopRegister | undefined> {
    const chosen = this.forNumber(numberKkm)
    if (chosen === undefined || mode === 'ACTIVE' || isForTests(chosen)) return chosen
    return this.rehearsal()
  }

  /** The simulated register for tests of real ones. */
  rehearsal(): Promise<ShopRegister> {
    this.#rehearsal ??= this.#openRehearsal().then(
      (shopRegister) => {
        this.#opened = shopRegister
        return shopRegister
      },
      (error: unknown) => {
        this.#rehearsal = undefined
        throw error
      },
    )
    return this.#rehearsal
  }
}

/** Whether what a register prints is visibly a test; a real one that was never met counts as real. */
function isForTests({ simulated, fn }: ShopRegister): boolean {
  const known = fn()
  return simulated || (known !== undefined && isTestFn(known))
}

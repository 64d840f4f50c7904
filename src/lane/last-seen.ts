import type { Clock } from '../../drivers/clock.ts'
import type { RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import { type Trouble, troubleOf } from './trouble.ts'

export interface Seen {
  /** Undefined until the register was met. */
  readonly identity: RegisterIdentity | undefined
  /** Undefined until the register was met. */
  readonly status: RegisterStatus | undefined
  /** The register's clock less the host's at the last status, ms. */
  readonly clockDriftMs: number | undefined
  /** How old the status is, ms. */
  readonly ageMs: number
  /** Undefined while nothing keeps the lane waiting. */
  readonly trouble: Trouble | undefined
}

/** What the bridge last saw of a register, and what it waits for there. */
export class LastSeen implements Seen {
  readonly #clock: Clock
  #identity: RegisterIdentity | undefined
  #status: RegisterStatus | undefined
  #clockDriftMs: number | undefined
  #trouble: Trouble | undefined
  /** Monotonic ms of the last status. */
  #at = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get identity(): RegisterIdentity | undefined {
    return this.#identity
  }

  get status(): RegisterStatus | undefined {
    return this.#status
  }

  get clockDriftMs(): number | undefined {
    return this.#clockDriftMs
  }

  get trouble(): Trouble | undefined {
    return this.#trouble
  }

  /** How old the status is, ms. */
  get ageMs(): number {
    return this.#clock.monotonic() - this.#at
  }

  noteIdentity(identity: RegisterIdentity): void {
    this.#identity = identity
  }

  noteStatus(status: RegisterStatus): void {
    this.#status = status
    this.#clockDriftMs = status.clock - this.#clock.now()
    this.#at = this.#clock.monotonic()
  }

  /** Whether that trouble is news. `since`: ISO instant; `uuid`: the receipt that met it, by default that of the trouble before. */
  noteTrouble(error: unknown, since: string, uuid: string | undefined): boolean {
    const trouble = troubleOf(error, since, uuid ?? this.#trouble?.uuid)
    if (this.#trouble?.code === trouble.code) return false
    this.#trouble = trouble
    return true
  }

  noteWell(): void {
    this.#trouble = undefined
  }
}

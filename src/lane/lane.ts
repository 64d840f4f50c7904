import type { Clock } from '../../drivers/clock.ts'
import type { FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import type { Log } from '../../drivers/log.ts'
import type { Objection } from '../../drivers/objections.ts'
import type { Baseline, FiscalRegister, RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import { Waker } from '../base/waker.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { Guests } from './guests.ts'
import { LastSeen, type Seen } from './last-seen.ts'
import { Patience } from './patience.ts'
import { type AttemptResult, type PrintParts, printReceipt, settleReceipt, unexplainedCodes } from './print-receipt.ts'
import { obstacleOf } from './readiness.ts'
import { contradictionOf, type ExpectedIdentity, wrongRegister } from './rightful-register.ts'
import type { ShiftFailure, ShiftKeeper } from './shift-keeper.ts'
import { ShiftRenewal } from './shift-renewal.ts'

export interface LaneParts extends Omit<PrintParts, 'identify' | 'causes' | 'onProgress'> {
  readonly id: string
  /** Which register the settings mean. */
  readonly expected: ExpectedIdentity
  readonly clock: Clock
  readonly log: Log
  /** Closes its shifts in time. */
  readonly shifts: ShiftKeeper
  /** Whether the fiscal memory, as it was last seen, holds documents that nobody looked at yet. */
  readonly isUnseen: (fn: RegisterStatus['fn']) => boolean
  /** Looks at some of those; true when none is left. */
  readonly looksThrough: (baseline: Baseline, signal: AbortSignal) => Promise<boolean>
}

/** How often an idle lane looks at its register, ms. */
const idlePollMs = 30_000
/** A busy lane looks at its register between two receipts when the last look is that old, ms. */
const busyPollMs = 60_000

/**
 * Serialises everything that touches one register (promise, rule 7). Its loop first settles receipts that were being printed, then
 * prints accepted ones, always the oldest first.
 */
export class Lane {
  readonly id: string
  readonly #parts: LaneParts
  readonly #stopping = new AbortController()
  readonly #guests = new Guests()
  readonly #causes = new Map<string, RegisterError>()
  readonly #waker: Waker
  readonly #patience = new Patience()
  readonly #renewal: ShiftRenewal
  readonly #seen: LastSeen
  #running: Promise<void> | undefined
  /** Set when nothing touches the register any more. */
  #ended = false
  readonly #getOn = (): void => {
    this.#progressAt = this.#parts.clock.monotonic()
  }
  #meet = (): void => undefined
  /** Resolves when the register was met for the first time. */
  readonly met: Promise<void> = new Promise((resolve) => {
    this.#meet = resolve
  })
  #progressAt: number

  constructor(parts: LaneParts) {
    this.id = parts.id
    this.#parts = parts
    this.#waker = new Waker(parts.clock)
    this.#renewal = new ShiftRenewal(parts.register, parts.cashier)
    this.#progressAt = parts.clock.monotonic()
    this.#seen = new LastSeen(parts.clock)
  }

  /** When it last got on, monotonic ms: its loop came round, or a long reading reached the next document. */
  get progressAt(): number {
    return this.#progressAt
  }

  /** What was last seen of the register. */
  get seen(): Seen {
    return this.#seen
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Stops after work that cannot be interrupted. A receipt whose closing command was not sent is cancelled and stays accepted. */
  async stop(): Promise<void> {
    this.#stopping.abort(new RegisterError('ABORTED', 'unknown', 'the daemon is stopping'))
    this.#waker.wake()
    await this.#running
    this.#parts.register.close()
  }

  /** Says that there may be a receipt to print. A pause after trouble goes on all the same. */
  wake(): void {
    if (!this.#patience.isTried) this.#waker.wake()
  }

  /** Why this register could never print that receipt; undefined when it could, was not met, or is another one than the settings mean. */
  objectionTo(receipt: FiscalReceipt): Objection | undefined {
    if (this.#seen.identity === undefined || contradictionOf(this.#seen.identity, this.expected) !== undefined)
      return undefined
    return this.#parts.register.objection(receipt, this.#seen.identity)
  }

  /**
   * Runs `work` on the register between two receipts. Long work calls `onProgress` while it gets on. Rejects with what the work throws,
   * and with ABORTED when the lane has ended.
   */
  use<T>(work: (register: FiscalRegister, signal: AbortSignal, onProgress: () => void) => Promise<T>): Promise<T> {
    if (this.#ended) return Promise.reject(this.#stopping.signal.reason as Error)
    const done = this.#guests.add(() => work(this.#parts.register, this.#stopping.signal, this.#getOn))
    this.#waker.wake()
    return done
  }

  /** Which register the settings mean. */
  get expected(): ExpectedIdentity {
    return this.#parts.expected
  }

  /** Why a shift that is due is still open. */
  get shiftFailure(): ShiftFailure | undefined {
    return this.#parts.shifts.failure
  }

  /**
   * Looks at the register now instead of at the next poll, for people who watch. Never rejects: what goes wrong stands as the lane's
   * trouble. A lane that has ended does not look.
   */
  async refresh(): Promise<void> {
    if (!this.#ended) await this.use(() => this.#look())
  }

  /** Whether it prints, or will as soon as it can. */
  get busy(): boolean {
    return (
      this.#guests.isWaiting || this.#mine().some(({ state }) => state.name === 'accepted' || state.name === 'printing')
    )
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    const { clock } = this.#parts
    /** When the pause after trouble ends, monotonic ms. Until then guests are let in, one after the other. */
    let due = Number.NEGATIVE_INFINITY
    await this.#look()
    while (!signal.aborted) {
      this.#getOn()
      this.#waker.comeRound()
      // One between two steps: those of a long reading come back at once, and the receipts would wait for its end.
      await this.#guests.letIn()
      if (signal.aborted || (this.#guests.isWaiting && clock.monotonic() < due)) continue
      this.#getOn()
      const worked = await this.#guarded(() => this.#work(signal))
      due = worked === 'trouble' ? clock.monotonic() + this.#patience.pauseMs : Number.NEGATIVE_INFINITY
      if (worked === 'more') continue
      await this.#waker.rest(worked === 'trouble' ? this.#patience.pauseMs : idlePollMs)
      if (!this.#waker.isWoken && !signal.aborted && worked === 'nothing') await this.#look()
    }
    while (this.#guests.isWaiting) await this.#guests.letIn()
    this.#ended = true
  }

  /** Runs one step. Whatever goes wrong makes the lane wait; it never ends the lane. */
  async #guarded(step: () => Promise<'more' | 'nothing'>): Promise<'more' | 'nothing' | 'trouble'> {
    try {
      const result = await step()
      // Having had nothing to do says nothing of the register: what a look saw stands until a better look.
      if (result === 'more' || this.#patience.isTried) this.#seen.noteWell()
      this.#patience.noteStep('well')
      return result
    } catch (error) {
      if (this.#stopping.signal.aborted) return 'nothing'
      this.#patience.noteStep('wrong')
      this.#remember(error)
      return 'trouble'
    }
  }

  #remember(error: unknown, uuid?: string): void {
    const { ledger, log, id } = this.#parts
    if (!this.#seen.noteTrouble(error, ledger.instant(), uuid)) return
    log.warn({ register: id, uuid, err: error, code: this.#seen.trouble?.code }, 'lane waits')
  }

  /** Reads identity and status, for people. Never rejects: what goes wrong stands as the lane's trouble. */
  async #look(): Promise<void> {
    const { register } = this.#parts
    const { signal } = this.#stopping
    try {
      const known = this.#seen.trouble === undefined ? this.#seen.identity : undefined
      const identity = known ?? (await register.identify(signal))
      this.#seen.noteIdentity(identity)
      this.#meet()
      const status = await register.status(signal)
      // Another FN, or the same register registered anew: only then the long reading of its identity is worth its time.
      if (status.fn.number !== identity.fn) this.#seen.noteIdentity(await register.identify(signal))
      this.#see(status)
      if (!this.#patience.isTried) this.#seen.noteWell()
    } catch (error) {
      if (!signal.aborted) this.#remember(error)
    }
  }

  #see(status: RegisterStatus): void {
    this.#seen.noteStatus(status)
    this.#parts.shifts.see(status)
  }

  #mine(): ReceiptRecord[] {
    return this.#parts.ledger.store.toDo(this.id)
  }

  /** Settles or prints one receipt. Throws RegisterError while the register cannot do it. */
  async #work(signal: AbortSignal): Promise<'more' | 'nothing'> {
    const mine = this.#mine()
    const inDoubt = mine.find((record) => record.state.name === 'printing')
    if (inDoubt !== undefined) {
      await settleReceipt(this.#printParts, inDoubt.uuid, signal)
      return 'more'
    }
    const { shifts } = this.#parts
    if (shifts.isDue) {
      await this.#identify(signal)
      this.#see(await shifts.keep(signal))
    }
    if (mine.some((record) => record.state.name === 'unresolved')) return 'nothing'
    if (this.#seen.ageMs >= busyPollMs) this.#see(await this.#parts.register.status(signal))
    const accepted = mine.find((record) => record.state.name === 'accepted')
    if (accepted === undefined) return this.#lookThrough(signal)
    // After trouble a look is cheaper than an attempt: attempts are counted.
    if (this.#seen.trouble?.uuid !== undefined) await this.#requireReady(signal)
    return this.#after(await printReceipt(this.#printParts, accepted, signal), accepted.uuid, signal)
  }

  /** Looks, while there is nothing to print, at documents that other programs made, or that restored data do not know. */
  async #lookThrough(signal: AbortSignal): Promise<'more' | 'nothing'> {
    const { identity, status } = this.#seen
    const { register, expected, isUnseen, looksThrough } = this.#parts
    if (identity === undefined || status === undefined || contradictionOf(identity, expected) !== undefined)
      return 'nothing'
    if (!isUnseen(status.fn)) return 'nothing'
    const baseline = await register.baseline(signal)
    // Another one since the last look, which the next look will tell.
    if (baseline.serial !== identity.serial || baseline.fn !== identity.fn) return 'nothing'
    return (await looksThrough(baseline, signal)) ? 'nothing' : 'more'
  }

  /** Asks which register answers, before the bridge does something fiscal by itself. Throws RegisterError when it is another one. */
  async #identify(signal: AbortSignal): Promise<RegisterIdentity> {
    const identity = await this.#parts.register.identify(signal)
    this.#seen.noteIdentity(identity)
    const contradiction = contradictionOf(identity, this.expected)
    if (contradiction !== undefined) throw wrongRegister(contradiction)
    return identity
  }

  async #requireReady(signal: AbortSignal): Promise<void> {
    const status = await this.#parts.register.status(signal)
    this.#see(status)
    const obstacle = obstacleOf(status)
    if (obstacle === undefined) return
    this.#patience.noteAttempt('other')
    throw obstacle
  }

  async #after(result: AttemptResult, uuid: string, signal: AbortSignal): Promise<'more' | 'nothing'> {
    const explained = result.kind === 'trouble' && !unexplainedCodes.has(result.error.code)
    this.#patience.noteAttempt(explained ? 'dear' : 'other')
    if (result.kind === 'done') {
      this.#renewal.noteWell()
      return 'more'
    }
    const error = this.#renewal.explain(result.error)
    this.#remember(error, uuid)
    if (!this.#renewal.mends(error)) throw error
    await this.#identify(signal)
    await this.#renewal.renew(signal)
    return 'more'
  }

  get #printParts() {
    const { register, ledger, language, cashier, admits, onRemark } = this.#parts
    const [causes, onProgress] = [this.#causes, this.#getOn]
    const identify = (signal: AbortSignal): Promise<RegisterIdentity> => this.#identify(signal)
    return { register, ledger, language, identify, cashier, admits, onRemark, causes, onProgress }
  }
}

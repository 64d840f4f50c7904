import type { Clock } from '../../drivers/clock.ts'
import type { Cashier, FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import type { Log } from '../../drivers/log.ts'
import type { Objection } from '../../drivers/objections.ts'
import type { Baseline, FiscalRegister, RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { Language } from '../base/language.ts'
import { Waker } from '../base/waker.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { LastSeen, type Seen } from './last-seen.ts'
import { Patience } from './patience.ts'
import { type AttemptResult, printReceipt, settleReceipt, unexplainedCodes } from './print-receipt.ts'
import { obstacleOf } from './readiness.ts'
import { contradictionOf, type ExpectedIdentity, wrongRegister } from './rightful-register.ts'
import type { ShiftFailure, ShiftKeeper } from './shift-keeper.ts'
import { ShiftRenewal } from './shift-renewal.ts'

export interface LaneParts {
  readonly id: string
  readonly register: FiscalRegister
  /** Which register the settings mean. */
  readonly expected: ExpectedIdentity
  readonly ledger: Ledger
  /** In which refusals are told to Bitrix24. */
  readonly language: Language
  readonly clock: Clock
  readonly log: Log
  readonly cashier: Cashier | undefined
  /** Closes its shifts in time. */
  readonly shifts: ShiftKeeper
  /** Whether a receipt may be printed, now that the register shows this baseline; when not, its record was changed durably. */
  readonly admits: (record: ReceiptRecord, baseline: Baseline, signal: AbortSignal) => Promise<boolean>
  /** See `PrintParts`. */
  readonly onRemark: (uuid: string, remark: string) => void
  /** Whether the fiscal memory, as it was last seen, holds what nobody looked at yet. */
  readonly isUnseen: (fn: RegisterStatus['fn']) => boolean
  /** Looks at some of that; true when nothing of it is left. */
  readonly looksThrough: (baseline: Baseline, signal: AbortSignal) => Promise<boolean>
}

/** How often an idle lane looks at its register, ms. */
const idlePollMs = 30_000
/** A lane with receipts to print looks between two of them when the last look is that old, ms. */
const busyPollMs = 60_000

/**
 * One register, one lane: everything that touches the register goes through it, one thing at a time (promise, rule 7). Its
 * loop settles receipts that were being printed, oldest first, then prints accepted ones, oldest first.
 */
export class Lane {
  readonly id: string
  readonly #parts: LaneParts
  readonly #stopping = new AbortController()
  readonly #guests: (() => Promise<void>)[] = []
  readonly #causes = new Map<string, RegisterError>()
  readonly #waker: Waker
  readonly #patience = new Patience()
  readonly #renewal: ShiftRenewal
  readonly #seen: LastSeen
  #running: Promise<void> | undefined
  /** Nothing touches the register any more. */
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

  /** Monotonic ms at which it last got on: its loop came round, or a long reading of the fiscal memory reached the next document. */
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

  /** Stops after what cannot be interrupted; a receipt before its closing command is cancelled and stays accepted. */
  async stop(): Promise<void> {
    this.#stopping.abort(new RegisterError('ABORTED', 'unknown', 'the daemon is stopping'))
    this.#waker.wake()
    await this.#running
    this.#parts.register.close()
  }

  /** Says that there may be a receipt to print. Trouble is not mended by news: then its pause goes on. */
  wake(): void {
    if (!this.#patience.isTried) this.#waker.wake()
  }

  /** Why this register could never print that receipt, as far as it is known; undefined before it was met. What another register thinks does not count. */
  objectionTo(receipt: FiscalReceipt): Objection | undefined {
    if (this.#seen.identity === undefined || contradictionOf(this.#seen.identity, this.expected) !== undefined)
      return undefined
    return this.#parts.register.objection(receipt, this.#seen.identity)
  }

  /**
   * Runs `work` on the register between two receipts; if it is long, it calls `onProgress` while it gets on. Rejects with what it
   * throws, and with ABORTED when the lane has ended.
   */
  use<T>(work: (register: FiscalRegister, signal: AbortSignal, onProgress: () => void) => Promise<T>): Promise<T> {
    if (this.#ended) return Promise.reject(this.#stopping.signal.reason as Error)
    return new Promise((resolve, reject) => {
      this.#guests.push(() => work(this.#parts.register, this.#stopping.signal, this.#getOn).then(resolve, reject))
      this.#waker.wake()
    })
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
   * Looks at the register between two receipts instead of at the next poll: for people who watch. Never rejects: what went wrong
   * stands as the lane's trouble, and has nothing to do with what was done before; a lane that has ended looks no more.
   */
  async refresh(): Promise<void> {
    if (!this.#ended) await this.use(() => this.#look())
  }

  /** Whether it prints, or will as soon as it can. */
  get busy(): boolean {
    return (
      this.#guests.length > 0 ||
      this.#mine().some(({ state }) => state.name === 'accepted' || state.name === 'printing')
    )
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    const { clock } = this.#parts
    /** Monotonic ms at which trouble is over its pause: until then all guests that come are let in, one after the other. */
    let due = Number.NEGATIVE_INFINITY
    await this.#look()
    while (!signal.aborted) {
      this.#getOn()
      this.#waker.comeRound()
      // One between two steps: those of a long reading come back at once, and the receipts would wait for its end.
      await this.#guests.shift()?.()
      if (signal.aborted || (this.#guests.length > 0 && clock.monotonic() < due)) continue
      this.#getOn()
      const worked = await this.#guarded(() => this.#work(signal))
      due = worked === 'trouble' ? clock.monotonic() + this.#patience.pauseMs : Number.NEGATIVE_INFINITY
      if (worked === 'more') continue
      await this.#waker.rest(worked === 'trouble' ? this.#patience.pauseMs : idlePollMs)
      if (!this.#waker.isWoken && !signal.aborted && worked === 'nothing') await this.#look()
    }
    for (let guest = this.#guests.shift(); guest !== undefined; guest = this.#guests.shift()) await guest()
    this.#ended = true
  }

  /** Runs one step; trouble of any kind makes the lane wait, never end. */
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

  /** Looks at the register without touching anything: identity and status for people. Never rejects; trouble is remembered. */
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

  /** One step: settles or prints one receipt. Throws RegisterError while the register does not let it. */
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

  /** With nothing to print: what other programs, or a life that these data do not know, left in the fiscal memory. */
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

  /** Asks who answers, before anything fiscal that nobody at the register asked for. Throws RegisterError when it is another one. */
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

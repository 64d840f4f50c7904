import { messages } from '../../src/bitrix24/texts/messages.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'
import { printForm, type Sale } from './sale.ts'
import type { WorldClock } from './world-clock.ts'

/** What Bitrix24 was last told about a check, as it understood it. */
export type Told =
  | { readonly kind: 'nothing' }
  /** No answer, or one that is not an answer: the check has failed, without a UUID. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'errors'; readonly certain: boolean }
  | { readonly kind: 'error' }
  | { readonly kind: 'done'; readonly answer: DoneAnswer }

export interface DoneAnswer {
  readonly STATUS: 'DONE'
  readonly UUID: string
  readonly REG_NUMBER_KKT: string
  readonly FISCAL_DOC_ATTR: string
  readonly FISCAL_DOC_NUMBER: number
  readonly FISCAL_RECEIPT_NUMBER: number
  readonly FN_NUMBER: string
  readonly SHIFT_NUMBER: number
  readonly PRINT_END_TIME: number
}

/** A check of Bitrix24: one uuid. */
export interface Check {
  readonly uuid: string
  readonly sale: Sale
  told: Told
  /** What PRINT answered, once it did. */
  external: string | undefined
  /** Bitrix24 still asks about it. */
  inProgress: boolean
  /** Sent again after a delivered error. */
  resent: number
  /** Numbers of its first send and first acceptance, among all of this client's events. */
  sentAt: number
  acceptedAt: number | undefined
  /** A person wrote it off: failed and never to be sent again. */
  closed: boolean
}

export interface Wire {
  /** Undefined: the connection failed before or after the daemon did its work. */
  post(path: 'print' | 'check', form: string): Promise<{ readonly status: number; readonly body: string } | undefined>
}

export interface ClientParts {
  readonly clock: WorldClock
  readonly wire: Wire
  readonly history: History
  readonly random: Random
  /** Told of every answer, at that moment. */
  readonly onTold: (check: Check) => void
  readonly onViolation: (text: string) => void
  /** How managers are: chance that a failed check is printed again. */
  readonly insists: number
  /** How long they take to do so at most, ms. */
  readonly patienceMs: number
}

const agentEveryMs = 120_000
const agentLimit = 5
const unsure = messages.outcomeUnknown.ru

/** The portal: prints checks, asks about those in progress, and has managers who print again (bitrix24-contract 2, 3). */
export class Bitrix24 {
  readonly #parts: ClientParts
  readonly checks: Check[] = []
  #events = 0
  /** Managers still act of their own accord. */
  busy = true

  constructor(parts: ClientParts) {
    this.#parts = parts
  }

  get open(): readonly Check[] {
    return this.checks.filter((check) => check.inProgress)
  }

  /** The agent, for as long as the world turns. */
  start(first = 30_000): void {
    this.#parts.clock.after(first, () => {
      this.start(agentEveryMs)
      void this.ask()
    })
  }

  /** A manager prints a sale under a new uuid. */
  async sell(sale: Sale): Promise<void> {
    const uuid = `check|shop.example.ru|${1000 + this.checks.length}`
    const check: Check = {
      uuid,
      sale,
      told: { kind: 'nothing' },
      external: undefined,
      inProgress: false,
      resent: 0,
      sentAt: 0,
      acceptedAt: undefined,
      closed: false,
    }
    this.checks.push(check)
    check.sentAt = ++this.#events
    await this.print(check)
  }

  /** Sends a check; also the second time, when a manager asks for it. */
  async print(check: Check): Promise<void> {
    const { clock, wire, history } = this.#parts
    history.note('portal', `PRINT ${check.uuid}, order ${check.sale.order}`)
    const answer = await wire.post('print', printForm(check.uuid, check.sale, Math.floor(clock.now() / 1000)))
    if (check.inProgress) return
    const told = this.#printed(check, answer)
    check.told = told
    check.inProgress = told.kind === 'accepted'
    history.note('portal', `PRINT ${check.uuid}: ${told.kind} ${check.external ?? ''}`)
    if (told.kind === 'accepted') check.acceptedAt ??= ++this.#events
    this.#parts.onTold(check)
    if (told.kind !== 'accepted') this.#reconsider(check)
  }

  #printed(check: Check, answer: { status: number; body: string } | undefined): Told {
    if (answer === undefined) return { kind: 'lost' }
    const { onViolation } = this.#parts
    if (answer.status !== 200) onViolation(`PRINT answered status ${answer.status}`)
    const body = parse(answer.body)
    if (typeof body?.['UUID'] === 'string') {
      if (check.external !== undefined && check.external !== body['UUID'])
        onViolation(`${check.uuid} has two UUIDs: ${check.external}, ${body['UUID']}`)
      check.external = body['UUID']
      return { kind: 'accepted' }
    }
    const errors = body?.['ERRORS']
    if (!Array.isArray(errors) || errors.length === 0) onViolation(`PRINT answered ${answer.body}`)
    return { kind: 'errors', certain: !String(errors).includes(unsure) }
  }

  /** What the agent does: five checks in progress, in no order. */
  async ask(): Promise<void> {
    const waiting = [...this.open]
    for (let asked = 0; asked < agentLimit && waiting.length > 0; asked += 1) {
      const [check] = waiting.splice(this.#parts.random.below(waiting.length), 1)
      if (check !== undefined) await this.#ask(check)
    }
  }

  async #ask(check: Check): Promise<void> {
    const { wire, history, onViolation } = this.#parts
    // The public end of the tunnel answers WAIT while the shop cannot be reached.
    const answer = await wire.post('check', `uuid=${check.external}`)
    if (answer === undefined || !check.inProgress) return
    if (answer.status !== 200) onViolation(`CHECK answered status ${answer.status}`)
    const body = parse(answer.body)
    switch (body?.['STATUS']) {
      case 'WAIT':
        return
      case 'ERROR':
        check.told = { kind: 'error' }
        break
      case 'DONE':
        check.told = { kind: 'done', answer: body as unknown as DoneAnswer }
        break
      default:
        onViolation(`CHECK answered ${answer.body}`)
        return
    }
    check.inProgress = false
    history.note('portal', `CHECK ${check.uuid}: ${answer.body}`)
    this.#parts.onTold(check)
    if (check.told.kind === 'error') this.#reconsider(check)
  }

  /** What a manager does about a failed check: prints it again, or the same goods as a new check. */
  #reconsider(check: Check): void {
    const { clock, random, insists, patienceMs } = this.#parts
    const checks = this.checks.filter(({ sale }) => sale === check.sale)
    if (!this.busy || checks.length + check.resent > 3 || !random.chance(insists)) return
    const { kind } = check.told
    const sameUuid = (kind === 'error' || kind === 'errors') && random.chance(0.5)
    const comesAgain = kind === 'error' && !sameUuid && random.chance(0.7)
    const wait = random.between(5_000, patienceMs)
    clock.after(wait, () => {
      // Nobody asks for a sale whose other check has not failed: two documents would be what they want.
      if (!this.busy || this.#isUnderWay(check.sale)) return
      if (sameUuid) this.#resend(check)
      else void this.sell(check.sale)
    })
    // The order still shows the refused check: somebody who knows of no new one has it sent, whatever became of that.
    if (!comesAgain) return
    clock.after(wait + random.between(1_000, patienceMs), () => {
      if (this.busy && !check.inProgress && check.told.kind === 'error') this.#resend(check)
    })
  }

  #resend(check: Check): void {
    check.resent += 1
    void this.print(check)
  }

  #isUnderWay(sale: Sale): boolean {
    return this.checks.some((check) => check.sale === sale && (check.inProgress || check.told.kind === 'done'))
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

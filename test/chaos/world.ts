import { Bitrix24, type Check } from './bitrix24.ts'
import { shopConfig } from './config.ts'
import { History } from './history.ts'
import { Host } from './host.ts'
import { checkDecision, checkEnd, checkTold, type Invariant, type Scene } from './invariants.ts'
import { Operator } from './operator.ts'
import { Random } from './random.ts'
import { RegisterRoom } from './register-room.ts'
import { watchRejections } from './rejections.ts'
import { WorldClock } from './world-clock.ts'

export interface WorldOptions {
  readonly seed: number
  readonly protocol?: 'v2' | 'v3'
  readonly markTag?: 1192 | 1084
  readonly latency?: number | 'real'
  readonly keepOpenReceipt?: boolean
  readonly ffd?: '1.05' | '1.2'
  /** Chance that a manager prints a failed check again. */
  readonly insists?: number
  readonly patienceMs?: number
  /** What may go wrong on the way of an answer to PRINT and of a request: chances. */
  readonly lostRequests?: number
  readonly lostAnswers?: number
  /** The log of the daemon goes into the history. */
  readonly verbose?: boolean
}

export interface Violation {
  readonly rule: Invariant
  readonly text: string
}

export interface Outcome {
  readonly seed: number
  readonly digest: string
  readonly violations: readonly Violation[]
  readonly history: readonly string[]
  readonly boundaries: number
  /** Documents in the fiscal memories, checks at the portal, and lives of the daemon. */
  readonly documents: number
  readonly checks: number
  /** Virtual ms. */
  readonly took: number
}

const settleLimitMs = 3 * 3_600_000
const settleStepMs = 15_000
/** Quiet after everything settled: late packets and forgotten timers show themselves. */
const afterglowMs = 35_000

/** A shop with its portal, its people and its trouble, on a clock of its own: everything in it follows from the seed. */
export class World {
  readonly options: WorldOptions
  readonly clock = new WorldClock()
  readonly history: History
  readonly random: Random
  readonly room: RegisterRoom
  readonly host: Host
  readonly portal: Bitrix24
  readonly operator: Operator
  readonly violations: Violation[] = []
  /** Requests and answers are still lost. */
  unreliable = true
  /** How many of the next answers to PRINT are lost for sure. */
  loseNext = 0
  /** When the last planned event happens, ms. */
  lastPlanned = 0

  constructor(options: WorldOptions) {
    this.options = options
    const { seed, protocol = 'v3', latency = 0, keepOpenReceipt = false, ffd = '1.2', verbose = false } = options
    const { clock } = this
    this.history = new History(() => clock.monotonic())
    const { history } = this
    this.random = new Random(seed)
    this.room = new RegisterRoom({
      clock,
      history,
      protocol,
      latency,
      keepOpenReceipt,
      ffd,
      violate: (rule, text) => this.violate(rule, text),
    })
    const onViolation = (text: string): void => this.violate('I8', text)
    this.host = new Host({
      config: shopConfig(protocol, options.markTag),
      clock,
      history,
      random: new Random(seed, 1),
      room: this.room,
      onViolation: (text) => this.violate('I11', text),
      onDecision: (uuid, event) => checkDecision(this.scene, uuid, event),
      onUnfenced: () => this.violate('I14', 'a command before the fence'),
      verbose,
    })
    this.portal = new Bitrix24({
      clock,
      history,
      random: new Random(seed, 2),
      wire: { post: (path, form) => this.#tunnel(path, form) },
      onTold: (check) => this.#told(check),
      onViolation,
      insists: options.insists ?? 0,
      patienceMs: options.patienceMs ?? 300_000,
    })
    this.operator = new Operator({ host: this.host, room: this.room, portal: this.portal, history })
  }

  get scene(): Scene {
    const { host, room, portal, operator } = this
    return { host, room, portal, operator, violate: (rule, text) => this.violate(rule, text) }
  }

  violate(rule: Invariant, text: string): void {
    if (this.violations.some((known) => known.rule === rule && known.text === text)) return
    this.violations.push({ rule, text })
    this.history.note('VIOLATED', `${rule}: ${text}`)
  }

  readonly #unwatch = watchRejections((error) => this.violate('I11', `nobody handles ${String(error)}`))

  /** The register has power, the portal's agent runs, the daemon starts. */
  async open(firstAsked?: number): Promise<void> {
    await this.clock.run(this.room.install('new-register'))
    this.portal.start(firstAsked)
    this.host.start()
  }

  at(ms: number, action: () => unknown): void {
    this.lastPlanned = Math.max(this.lastPlanned, ms)
    this.clock.after(ms, () => {
      void action()
    })
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms)
  }

  /** Nothing goes wrong any more, and people mend and decide: everything must come to its end. */
  async settle(): Promise<void> {
    const { host, room, portal, operator, clock } = this
    this.history.note('world', 'no more faults')
    this.unreliable = false
    portal.busy = false
    host.deaths.clear()
    host.onBoundary = undefined
    host.diskTrouble = () => 0
    host.cable = () => ({})
    host.wallOffset = 0
    room.mend()
    const until = clock.monotonic() + settleLimitMs
    for (;;) {
      room.mend()
      host.start()
      await clock.advance(settleStepMs)
      if (this.#settled()) {
        await clock.advance(afterglowMs)
        if (this.#settled()) break
      }
      if (clock.monotonic() > until) {
        this.violate('I7', `not settled: ${this.#unsettled().join(', ')}`)
        break
      }
      void operator.decideAll()
    }
    checkEnd(this.scene)
  }

  async finish(): Promise<Outcome> {
    const { host, room, portal, history, clock, options, violations } = this
    host.process?.kill()
    this.#unwatch()
    const documents = room.documents().length
    await clock.run(room.close())
    return {
      seed: options.seed,
      digest: history.digest,
      violations,
      history: history.lines,
      boundaries: host.boundaries,
      documents,
      checks: portal.checks.length,
      took: clock.monotonic(),
    }
  }

  #settled(): boolean {
    return this.#unsettled().length === 0
  }

  #unsettled(): string[] {
    const { portal, host } = this
    const open = portal.open.map(({ uuid }) => uuid)
    const records = [...host.records().values()]
      .filter(({ state }) => state.name !== 'registered' && state.name !== 'refused' && state.name !== 'alias')
      .map(({ uuid, state }) => `${uuid} ${state.name}`)
    return [...open, ...records]
  }

  async #tunnel(path: 'print' | 'check', form: string) {
    const { lostRequests = 0, lostAnswers = 0 } = this.options
    const loses = (chance: number): boolean => this.unreliable && this.random.chance(chance)
    if (loses(lostRequests)) return undefined
    const answer = await this.host.publicPost(path, form)
    if (path === 'print' && this.loseNext > 0) {
      this.loseNext -= 1
      return undefined
    }
    return loses(lostAnswers) ? undefined : answer
  }

  #told(check: Check): void {
    checkTold(this.scene, check)
  }
}

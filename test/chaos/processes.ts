import { setTimeout as pause } from 'node:timers/promises'
import { markOf } from '../../src/record/identity.ts'
import { benchReceipt } from '../bench/bench-receipt.ts'
import { portal } from './config.ts'
import { Random } from './random.ts'
import { type CableKind, RealShop } from './real-shop.ts'

/** Shops at the same time: recovery mostly waits for the register's own time-outs. */
const shops = 6
/** A sale, its kill and its recovery end within so many ms, or the cycle has failed. */
const cycleLimitMs = 150_000
const askEveryMs = 250
/** A receipt takes about so long from PRINT to its document, ms: kills fall into this time. */
const receiptMs = 1_600

interface Tally {
  cycles: number
  violations: string[]
  /** Kills by victim and by what was under way at that moment. */
  readonly kills: Map<string, number>
}

/** The state in which the daemon's log last showed the receipt: what the kill hit. */
function underWay(log: string, uuid: string): string {
  const lines = log.split('\n').filter((line) => line.includes(uuid))
  const events = lines.flatMap((line) => /"event":"([a-z-]+)"/.exec(line)?.[1] ?? [])
  return `after ${events.at(-1) ?? 'acceptance, nothing logged yet'}`
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

class Cycle {
  readonly #shop: RealShop
  readonly #random: Random
  readonly #tally: Tally
  readonly #number: number

  constructor(shop: RealShop, random: Random, tally: Tally, number: number) {
    this.#shop = shop
    this.#random = random
    this.#tally = tally
    this.#number = number
  }

  #violate(text: string): void {
    this.#tally.violations.push(`cycle ${this.#number} (${this.#shop.cable}): ${text}`)
  }

  /** One sale; a kill somewhere in it; both programs again; the sale must come to its one document. */
  async run(): Promise<void> {
    const shop = this.#shop
    const fields = { ...benchReceipt(this.#number), number_kkm: '', cashbox_params: credentials }
    const sent = shop.post('print', fields)
    const early = this.#random.chance(0.15)
    let uuid = early ? undefined : textOf((await sent)?.['UUID'])
    await pause(this.#random.below(early ? 15 : receiptMs))
    const victim = this.#random.chance(0.6) ? 'bridge' : 'register'
    const { log } = shop
    await shop.kill(victim)
    uuid ??= textOf((await sent)?.['UUID'])
    count(this.#tally.kills, `${victim} killed ${uuid === undefined ? 'before the answer' : underWay(log, uuid)}`)
    await pause(this.#random.below(300))
    await (victim === 'bridge' ? shop.startBridge() : shop.startRegister())
    // The answer was lost with the daemon: Bitrix24's manager asks for the same check once more.
    uuid ??= textOf((await shop.post('print', fields))?.['UUID'])
    if (uuid === undefined) this.#violate('not accepted after the restart')
    else await this.#await(uuid)
    const { code, text } = await shop.audit()
    if (code !== 0) this.#violate(`audit: ${text}`)
  }

  async #await(uuid: string): Promise<void> {
    const shop = this.#shop
    const until = performance.now() + cycleLimitMs
    while (performance.now() < until) {
      const answer = await shop.post('check', { uuid })
      if (answer?.['STATUS'] === 'DONE') return this.#compare(uuid, answer)
      if (answer?.['STATUS'] === 'ERROR') {
        this.#violate(`refused: ${JSON.stringify(answer)}`)
        return
      }
      await pause(askEveryMs)
    }
    this.#violate(`${uuid} has no end: ${JSON.stringify((await shop.admin(`/api/receipts/${uuid}`)).body)}`)
  }

  async #compare(uuid: string, answer: Record<string, unknown>): Promise<void> {
    const marked = (await this.#shop.documents()).filter(({ marks }) => marks.includes(markOf(uuid)))
    const [document] = marked
    if (marked.length !== 1) this.#violate(`${uuid} is ${marked.length} documents`)
    else if (document?.number !== answer['FISCAL_DOC_NUMBER']) {
      this.#violate(`${uuid} is FD ${document?.number}, not ${answer['FISCAL_DOC_NUMBER']}`)
    }
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const credentials = {
  AUTH: { LOGIN: portal.login, PASSWORD: portal.password },
  COMPANY: { INN: portal.inn },
  INTERACTION: { MODE: 'ACTIVE' },
}

/** Cycles of sale, SIGKILL and recovery with the built program. Prints what the kills hit; says whether all was well. */
export async function runProcesses(cycles: number, out: (line: string) => void): Promise<boolean> {
  const begun = performance.now()
  const tally: Tally = { cycles: 0, violations: [], kills: new Map() }
  let next = 0
  const serve = async (index: number): Promise<void> => {
    const cable: CableKind = index % 3 === 2 ? 'pty' : 'tcp'
    const random = new Random(index + 1, 4)
    const shop = await RealShop.open(cable)
    try {
      while (next < cycles) {
        next += 1
        await new Cycle(shop, random, tally, next).run()
        tally.cycles += 1
      }
      const documents = (await shop.documents()).flatMap(({ marks }) => marks)
      if (new Set(documents).size !== documents.length)
        tally.violations.push(`${cable}: a receipt is twice in the memory`)
    } finally {
      await shop.close()
    }
  }
  await Promise.all(Array.from({ length: Math.min(shops, cycles) }, (_, index) => serve(index)))
  for (const violation of tally.violations) out(`FAILED ${violation}`)
  for (const [what, times] of [...tally.kills].sort()) out(`${String(times).padStart(5)}  ${what}`)
  const hit = [...tally.kills].filter(([what]) => /after (accepted|taken|closing)$/.test(what))
  const inFlight = hit.reduce((sum, [, times]) => sum + times, 0)
  const took = ((performance.now() - begun) / 1000).toFixed(0)
  out(
    `chaos: ${tally.cycles} SIGKILL cycles in ${took} s, ${inFlight} hit a receipt between acceptance and registration, ${tally.violations.length} violations`,
  )
  return tally.violations.length === 0 && inFlight > 0
}

import { marksOf } from '../../drivers/ffd/document.ts'
import { numberOf } from '../../drivers/ffd/tags.ts'
import { markOf } from '../../src/record/identity.ts'
import { isFinal, type ReceiptRecord } from '../../src/record/record.ts'
import { adminDoor } from '../admin-door.ts'
import { differenceOf, makeSale, printForm, type Sale } from '../chaos/sale.ts'
import type { PortalCheck } from './check-life.ts'
import { ShopWorld } from './shop-world.ts'

export interface WeekOptions {
  readonly seed: number
  readonly days: number
  readonly receiptsPerDay: number
}

export interface WeekResult {
  readonly checks: number
  readonly documents: number
  /** Faults that happened, by name. */
  readonly faults: Readonly<Record<string, number>>
  /** Where the portal, the records and the fiscal memory do not agree. */
  readonly differences: readonly string[]
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** The shop sells from its opening, which is when the world begins. */
const openMs = 12 * hour
/** A manager sees a failed check and prints the order again. */
const againMs = 10 * minute
const settlingMs = 3 * hour

interface Sent {
  readonly sale: Sale
  readonly uuid: string
}

/** A week of shop life in virtual time: faults on both sides, people who mend them, and a reckoning at the end. */
class Week {
  readonly #world: ShopWorld
  readonly #options: WeekOptions
  readonly #sent = new Map<string, Sent>()
  readonly #faults: Record<string, number> = {}
  #number = 0
  #orders = 0

  constructor(world: ShopWorld, options: WeekOptions) {
    this.#world = world
    this.#options = options
  }

  async run(): Promise<WeekResult> {
    const { clock, portal } = this.#world
    portal.startAgent()
    for (let today = 0; today < this.#options.days; today += 1) {
      const begun = clock.monotonic()
      await this.#sellUntil(begun + openMs)
      await this.#clearUp()
      await clock.advance(begun + day - clock.monotonic())
    }
    await clock.advance(settlingMs)
    await this.#clearUp()
    await clock.advance(settlingMs)
    return {
      checks: portal.checks.length,
      documents: this.#world.receipts().length,
      faults: this.#faults,
      differences: this.#reckon(),
    }
  }

  async #sellUntil(end: number): Promise<void> {
    const { clock, random } = this.#world
    const meanMs = openMs / this.#options.receiptsPerDay
    while (clock.monotonic() < end) {
      await clock.advance(random.between(1, Math.floor(2 * meanMs)))
      if (random.chance(0.04)) await this.#trouble()
      this.#orders += 1
      await this.#send(makeSale(random, this.#orders, this.#orders))
    }
  }

  async #send(sale: Sale): Promise<void> {
    const { clock, portal } = this.#world
    this.#number += 1
    const uuid = `check|shop.example.ru|${this.#number}`
    this.#sent.set(uuid, { sale, uuid })
    const check = await clock.run(portal.print(uuid, printForm(uuid, sale, Math.floor(clock.now() / 1_000))))
    if (check.status === 'failed') clock.after(againMs, () => void this.#send(sale))
  }

  /** One thing goes wrong, and is mended after a while. */
  async #trouble(): Promise<void> {
    const world = this.#world
    const { clock, portal, random, register } = world
    const control = register?.control
    const later = (ms: number, mend: () => void): void => void clock.after(ms, mend)
    const troubles: Readonly<Record<string, () => Promise<void> | void>> = {
      'portal down': () => {
        portal.down = true
        later(random.between(5, 90) * minute, () => {
          portal.down = false
        })
      },
      'portal slow': () => {
        portal.slowMs = random.between(1, 40) * 1_000
        later(random.between(5, 30) * minute, () => {
          portal.slowMs = 0
        })
      },
      'portal busy': () => {
        portal.broken = { status: 503, text: '<html>busy</html>' }
        later(random.between(1, 20) * minute, () => {
          portal.broken = undefined
        })
      },
      'answer lost': () => {
        world.loseAnswers += 1
      },
      'bridge restarted': async () => {
        await world.stop()
        await clock.advance(random.between(1, 120) * 1_000)
        await world.start()
      },
      'no paper': () => {
        control?.paper('out')
        later(random.between(1, 20) * minute, () => control?.paper('present'))
      },
      'cable out': () => {
        control?.cable('out')
        later(random.between(1, 10) * minute, () => control?.cable('in'))
      },
      'power cut': () => control?.power('cut'),
    }
    const name = random.pick(Object.keys(troubles))
    this.#faults[name] = (this.#faults[name] ?? 0) + 1
    await troubles[name]?.()
  }

  /** The owner looks at what is held: a check printed again is the receipt that is there already. */
  async #clearUp(): Promise<void> {
    const { bridge, clock } = this.#world
    for (const { uuid, state } of bridge?.store.openReceipts() ?? []) {
      if (state.name !== 'held') continue
      const against = state.because.kind === 'lost-answer' ? state.because.against : undefined
      const decision = against === undefined ? { kind: 'print' } : { kind: 'same-as', uuid: against }
      const answered =
        bridge &&
        adminDoor(bridge).inject({
          method: 'POST',
          url: `/api/receipts/${uuid}/decide`,
          headers: { host: '127.0.0.1', 'x-fiscal-bridge': '1' },
          payload: { by: 'owner', decision },
        })
      const answer = answered === undefined ? undefined : await clock.run(Promise.resolve(answered))
      if (answer?.statusCode !== 200) throw new Error(`release ${uuid}: ${answer?.body}`)
    }
  }

  #reckon(): string[] {
    const world = this.#world
    const differences: string[] = []
    const records = new Map(world.records().map((record) => [record.bitrixUuid, record]))
    const told = new Map<number, number>()
    for (const check of world.portal.checks) {
      const record = records.get(check.uuid)
      const wrong = this.#wrongWith(check, record)
      if (wrong !== undefined) differences.push(`${check.uuid} ${check.status}: ${wrong}`)
      const number = check.attributes.FISCAL_DOC_NUMBER
      const isAlias = record?.state.name === 'alias'
      if (number !== undefined && !isAlias) told.set(number, (told.get(number) ?? 0) + 1)
    }
    const marks = new Map([...records.values()].map((record) => [markOf(record.uuid), record]))
    for (const { tags } of world.receipts()) {
      const number = numberOf(tags, 1040) ?? 0
      const record = marksOf(tags)
        .map((mark) => marks.get(mark))
        .find((one) => one !== undefined)
      if (record?.state.name !== 'registered' || record.state.document.number !== number) {
        differences.push(`FD ${number} is nobody's`)
      } else if ((told.get(number) ?? 0) !== (record.pushed?.outcome === 'unknown' ? 0 : 1)) {
        differences.push(`FD ${number}: the portal has it ${told.get(number) ?? 0} times`)
      }
    }
    return differences
  }

  #wrongWith(check: PortalCheck, record: ReceiptRecord | undefined): string | undefined {
    const sent = this.#sent.get(check.uuid)
    switch (check.status) {
      case 'new':
      case 'progress':
        return `never ended, ${record?.state.name}`
      case 'printed': {
        const document = this.#world.register?.document(Number(check.attributes.FISCAL_DOC_NUMBER))
        if (document === undefined || sent === undefined) return 'no such document'
        if (record === undefined || !isFinal(record.state)) return `the bridge says ${record?.state.name}`
        return differenceOf(document.tags, sent.sale)
      }
      case 'failed':
        // The answer was lost, or the edge answered for a bridge that was away: then nobody may have sold it unseen.
        return record === undefined || record.pushed?.outcome === 'unknown' || record.state.name === 'refused'
          ? undefined
          : `the bridge says ${record.state.name}`
    }
  }
}

/** Lives through the days and says what does not agree at the end. */
export async function liveThrough(options: WeekOptions): Promise<WeekResult> {
  const world = await ShopWorld.open({ seed: options.seed })
  try {
    return await new Week(world, options).run()
  } finally {
    await world.close()
  }
}

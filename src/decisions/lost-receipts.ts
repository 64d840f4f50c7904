import { type Clock, sleep } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import type { FiscalDocuments } from '../lane/fiscal-documents.ts'
import type { Roster, ShopRegister } from '../lane/roster.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { Word } from '../record/decision.ts'
import { markOf } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { reasonText } from '../words/reason-text.ts'
import { DecisionRefused } from './decision-refused.ts'

export interface LostReceiptsParts {
  readonly ledger: Ledger
  readonly documents: FiscalDocuments
  readonly roster: Roster
  readonly clock: Clock
  readonly log: Log
}

/** The documents of one fiscal memory that were read: `from` to `to`, both included; none when `from` is above `to`. */
interface Range {
  readonly fn: string
  readonly from: number
  readonly to: number
  /** Number of the last document in the memory. */
  readonly last: number
  /** How many of `from` to `to` cannot be read. */
  readonly unreadable: number
}

/** Documents read in one turn at the register: a second or two on a slow line. */
const portion = 20
/** Portions that a decision waits for; a longer reading goes on after it was refused. */
const awaitedPortions = 10
const pauseMs = 100
const retryMs = 30_000

/** Whether only the UUID of the receipt is known, and nobody has decided yet. */
const isLost = ({ receipt, state }: ReceiptRecord): boolean => receipt === null && state.name === 'unresolved'

const isWhole = ({ from, to, last }: Range): boolean => from === 1 && to >= last

/**
 * Seeks the documents of receipts whose records cannot be read any more (promise, rule 10). Nobody knows when or where they were
 * printed, so the memory of every register is read whole, newest documents first, between the receipts of its lane. A document
 * with the mark of a lost receipt is given to that receipt.
 */
export class LostReceipts {
  readonly #parts: LostReceiptsParts
  readonly #stopping = new AbortController()
  /** FN -> the documents read in search of `#sought`. */
  readonly #ranges = new Map<string, Range>()
  /** Registers that are being read. */
  readonly #reading = new Set<string>()
  /** Marks of the lost receipts. */
  #sought: ReadonlySet<string> = new Set()

  constructor(parts: LostReceiptsParts) {
    this.#parts = parts
  }

  /** Seeks the receipts that are lost now, and those that turn out lost later. */
  start(): void {
    this.#parts.ledger.onChange((record) => {
      if (record.receipt === null) this.#seekAll()
    })
    this.#seekAll()
  }

  stop(): void {
    this.#stopping.abort()
  }

  #renew(): void {
    const lost = this.#parts.ledger.store.openReceipts().filter(isLost)
    const marks = new Set(lost.map(({ uuid }) => markOf(uuid)))
    // Documents read before were not compared with the new mark.
    if ([...marks].some((mark) => !this.#sought.has(mark))) this.#ranges.clear()
    this.#sought = marks
  }

  #seekAll(): void {
    this.#renew()
    if (this.#sought.size === 0) return
    for (const shopRegister of this.#parts.roster.registers) {
      if (this.#reading.has(shopRegister.id)) continue
      this.#reading.add(shopRegister.id)
      this.#seekOn(shopRegister)
        .catch((error: unknown) => {
          if (!this.#stopping.signal.aborted) this.#parts.log.error({ err: error }, 'lost receipts are not sought')
        })
        .finally(() => this.#reading.delete(shopRegister.id))
    }
  }

  async #seekOn(shopRegister: ShopRegister): Promise<void> {
    const { clock, log } = this.#parts
    const { signal } = this.#stopping
    while (this.#sought.size > 0 && !signal.aborted) {
      try {
        if (isWhole(await this.#readOn(shopRegister))) return
        await sleep(clock, pauseMs, signal)
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof RegisterError)) throw error
        log.debug({ register: shopRegister.id, code: error.code }, 'lost receipts are sought later')
        await sleep(clock, retryMs, signal)
      }
    }
  }

  #readOn({ lane }: ShopRegister): Promise<Range> {
    return lane.use((register, signal) => this.#readPortion(register, signal))
  }

  /** Reads one more portion: documents newer than those read, then older ones. */
  async #readPortion(register: FiscalRegister, signal: AbortSignal): Promise<Range> {
    const { fn, lastDocument: last } = await register.baseline(signal)
    this.#renew()
    let range = { from: last + 1, to: last, unreadable: 0, ...this.#ranges.get(fn), fn, last }
    for (let left = portion; left > 0 && !isWhole(range); left -= 1) {
      const newer = range.to < last
      const number = newer ? range.to + 1 : range.from - 1
      const readable = await this.#parts.documents.look(register, number, signal, this.#sought)
      range = {
        ...range,
        ...(newer ? { to: number } : { from: number }),
        unreadable: range.unreadable + (readable ? 0 : 1),
      }
    }
    this.#ranges.set(fn, range)
    return range
  }

  /**
   * Makes sure that no register holds the document of a lost receipt. Resolves with what was read, in Russian, for the record.
   * Throws DecisionRefused while a memory is not read whole, and, without a `word`, when part of one cannot be read.
   */
  async requireNowhere({ uuid }: ReceiptRecord, word?: Word): Promise<string> {
    const read: string[] = []
    const present = new Set<string>()
    for (const shopRegister of this.#parts.roster.registers) {
      const range = await this.#readAwaited(shopRegister)
      if (range instanceof RegisterError) {
        if (word !== 'gone') throw silent(shopRegister.id, range)
        read.push(
          `кассу ${shopRegister.id} спросить нельзя («${reasonText(range.reason, 'ru')}»), со слов решившего, её больше нет`,
        )
        continue
      }
      present.add(range.fn)
      if (!isWhole(range)) throw stillReading(range)
      if (range.unreadable > 0 && word === undefined) throw unreadable(range)
      const gap = range.unreadable > 0 ? `, кроме нечитаемых: ${range.unreadable}` : ''
      read.push(`ФН ${range.fn}: прочитаны все документы до ФД ${range.to}${gap}`)
    }
    for (const fn of this.#parts.documents.seenMemories()) {
      if (present.has(fn)) continue
      if (word === undefined) throw away(fn)
      read.push(`накопителя ${fn} в кассах нет`)
    }
    return `метки ${markOf(uuid)} нет; ${read.join('; ')}`
  }

  /** Reads on for as long as a decision waits. */
  async #readAwaited(shopRegister: ShopRegister): Promise<Range | RegisterError> {
    try {
      let range = await this.#readOn(shopRegister)
      for (let left = awaitedPortions; left > 1 && !isWhole(range); left -= 1) range = await this.#readOn(shopRegister)
      return range
    } catch (error) {
      if (error instanceof RegisterError) return error
      throw error
    }
  }
}

const underWord = 'решить можно только под вашу ответственность.'

const stillReading = ({ fn, from, to, last }: Range): DecisionRefused =>
  new DecisionRefused(
    `Мост ещё ищет чек в накопителе ${fn}: прочитано документов ${to - from + 1} из ${last}. Подождите и повторите решение.`,
  )

const unreadable = ({ fn, unreadable: count }: Range): DecisionRefused =>
  new DecisionRefused(
    `В накопителе ${fn} не читаются документы (${count}), и чек может быть одним из них: ${underWord}`,
  )

const away = (fn: string): DecisionRefused =>
  new DecisionRefused(`Накопитель ${fn}, который мог принять этот чек, не подключён: подключите его, или ${underWord}`)

const silent = (id: string, { reason }: RegisterError): DecisionRefused =>
  new DecisionRefused(
    `Касса «${id}» не отвечает («${reasonText(reason, 'ru')}»), а в её накопителе может быть этот чек. Подключите её. Если касса или накопитель потеряны навсегда, скажите это прямо вместе с решением.`,
  )

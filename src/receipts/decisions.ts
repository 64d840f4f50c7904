import type { Claims } from '../lane/claims.ts'
import { nameOf } from '../lane/claims-file.ts'
import type { LostReceipts } from '../lane/lost-receipts.ts'
import type { Roster } from '../lane/roster.ts'
import { KeyedLock } from '../store/keyed-lock.ts'
import { whyUnreadable } from './attestation.ts'
import { confirmation, type Decided, type Decision } from './decision.ts'
import { DecisionRefused } from './decision-refused.ts'
import { type Finding, findDocument, findNothing, notPrinted, requireUnreadable, triedOf } from './findings.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import type { DocumentJson } from './receipt-json.ts'
import { isFinal, next, type ReceiptRecord } from './record.ts'
import { objectionToSecondName, twinOf } from './second-name.ts'
import { type Blind, lookAt, type Sight, seen, shown } from './sight.ts'

/** What a person says about a receipt whose fate the bridge cannot tell. */
export type Resolution =
  /** It is this document of the fiscal memory. */
  | { readonly kind: 'document'; readonly number: number }
  /** It was not registered: the receipt ends refused, never in a print. */
  | { readonly kind: 'not-printed' }
  /**
   * The fiscal memory cannot be read any more: the attributes are typed from paper or from the OFD. `gone`: nobody will ever connect
   * the register again, so its silence is no reason to wait.
   */
  | { readonly kind: 'attested'; readonly document: DocumentJson; readonly gone: boolean }
  | { readonly kind: 'attested-not-printed'; readonly gone: boolean }

export type Release = { readonly kind: 'print' } | { readonly kind: 'same-as'; readonly uuid: string }

export interface DecisionParts {
  readonly ledger: Ledger
  readonly claims: Claims
  readonly roster: Roster
  readonly lost: LostReceipts
}

/** What people may decide (promise, rules 15, 17, 18). Every decision is checked against the fiscal memory as far as it can be read, and kept. */
export class Decisions {
  readonly #parts: DecisionParts
  /** Two receipts of one sale must not each become the other's second name. */
  readonly #twins = new KeyedLock()

  /** What this daemon itself accepted, and no restored backup: without an attempt there is no document of it. */
  readonly #acceptedHere = new Set<string>()

  constructor(parts: DecisionParts) {
    this.#parts = parts
    parts.ledger.onChange(({ uuid, revision, state }) => {
      if (revision === 1) this.#acceptedHere.add(uuid)
      if (isFinal(state)) this.#acceptedHere.delete(uuid)
    })
  }

  /** Settles an unresolved receipt; one in `printing` only by attestation. Throws DecisionRefused, RegisterError. */
  async resolve(uuid: string, resolution: Resolution, by: string): Promise<ReceiptRecord> {
    const record = await this.#find(uuid)
    const attested = resolution.kind === 'attested' || resolution.kind === 'attested-not-printed'
    if (record.state.name !== 'unresolved' && !(attested && record.state.name === 'printing')) {
      throw new DecisionRefused(`Чек ${uuid} не ждёт решения: его состояние «${record.state.name}».`)
    }
    const nowhere = await this.#requireNowhere(record, resolution)
    return this.#look(record, async (sight) => {
      const current = await this.#find(uuid)
      const { state } = current
      // The look itself may have found it, by its mark.
      if (
        state.name === 'registered' &&
        resolution.kind === 'document' &&
        state.document.number === resolution.number
      ) {
        return current
      }
      if (state.name !== record.state.name) throw changedMeanwhile(uuid)
      const found = await this.#finding(current, resolution, sight)
      const finding = nowhere === undefined ? found : { ...found, evidence: nowhere }
      if (finding.event.type === 'registered') {
        if (finding.bearsMark !== true) await this.#requireUnregistered(uuid, finding.event.document)
        await this.#claim(uuid, finding.event.document)
      }
      return this.#decide(current, finding, `resolve ${resolution.kind}`, by)
    })
  }

  async #finding(record: ReceiptRecord, resolution: Resolution, sight: Sight | Blind): Promise<Finding> {
    switch (resolution.kind) {
      case 'document':
        return findDocument(record, resolution.number, seen(sight))
      case 'not-printed':
        this.#requireNoOrphan(record)
        return findNothing(record, seen(sight))
      case 'attested': {
        const evidence = whyUnreadable(triedOf(record), fnOf(sight), resolution.gone)
        await requireUnreadable(resolution.document, sight)
        this.#requireNoOrphan(record, resolution.document)
        const event = { type: 'registered', document: resolution.document, proof: 'person' } as const
        return { event, evidence, attested: true }
      }
      case 'attested-not-printed': {
        const evidence = whyUnreadable(triedOf(record), fnOf(sight), resolution.gone)
        this.#requireNoOrphan(record)
        return { event: notPrinted(record), evidence, attested: true }
      }
    }
  }

  /** Lets a held receipt go on, or makes it a second name of the receipt it repeats. Settles both. Throws DecisionRefused. */
  async release(uuid: string, release: Release, by: string): Promise<ReceiptRecord> {
    const record = await this.#find(uuid)
    if (record.state.name !== 'held')
      throw new DecisionRefused(`Чек ${uuid} не задержан: его состояние «${record.state.name}».`)
    const { because } = record.state
    if (release.kind === 'same-as') {
      return this.#twins.run(record.fingerprint, () => this.#makeAlias(record, because.kind, release.uuid, by))
    }
    if (because.kind === 'searching') {
      throw new DecisionRefused(
        `Мост ещё ищет, не продан ли чек ${uuid} другим чеком: подождите, он напечатает его сам или спросит вас.`,
      )
    }
    // First, or the guard at the lane would hold it again.
    const twin = twinOf(because)
    if (twin !== undefined) await this.#confirm(twin, by)
    return this.#decide(record, { event: { type: 'release' }, evidence: because.kind }, 'release print', by)
  }

  async #makeAlias(record: ReceiptRecord, evidence: string, of: string, by: string): Promise<ReceiptRecord> {
    const objection = objectionToSecondName(record, await this.#find(of))
    if (objection !== undefined) throw new DecisionRefused(objection)
    const alias = await this.#decide(record, { event: { type: 'same-as', of }, evidence }, 'release same-as', by)
    await this.#confirm(of, by)
    return alias
  }

  /**
   * Refuses a receipt that has not been printed yet, as far as the fiscal memory can tell. `gone`: nobody will ever connect its
   * register again. Throws DecisionRefused.
   */
  async cancel(uuid: string, by: string, gone = false): Promise<ReceiptRecord> {
    requireCancellable(await this.#find(uuid))
    // Through the lane: between two receipts nothing of this one can be under way in the register.
    return this.#look(await this.#find(uuid), async (sight) => {
      const record = await this.#find(uuid)
      requireCancellable(record)
      const { claims } = this.#parts
      const blind = sight instanceof Error
      if (blind && triedOf(record) !== undefined) {
        throw new DecisionRefused(
          `Чек ${uuid} уже пробовали напечатать, а спросить кассу нельзя: восстановите связь с ней и повторите отмену.`,
        )
      }
      if (blind && !gone && !this.#acceptedHere.has(uuid)) {
        throw new DecisionRefused(
          `Чек ${uuid} принят до запуска моста, и спросить кассу, не пробит ли он, нельзя: восстановите связь с ней и повторите отмену. Если касса потеряна навсегда, скажите это прямо вместе с решением.`,
        )
      }
      if (await claims.adopt(record)) throw changedMeanwhile(uuid)
      if (claims.mayBeUnread(record, blind ? undefined : sight.baseline.fn)) {
        throw new DecisionRefused(
          `В накопителе есть документ, который не читается и может быть чеком ${uuid}: отменить его нельзя, сверьтесь с лентой кассы.`,
        )
      }
      const text = 'Чек отменён в программе моста и не зарегистрирован.'
      const event = { type: 'refuse', code: 'CANCELLED', text } as const
      return this.#decide(record, { event, evidence: blind ? unseenText(gone) : shown(sight) }, 'cancel', by)
    })
  }

  /** Ends the waiting for Bitrix24 to ask about a receipt: its answer was lost, or its order deleted. Throws DecisionRefused. */
  async confirm(uuid: string, by: string): Promise<ReceiptRecord> {
    const { state, confirmed } = await this.#find(uuid)
    if (confirmed !== undefined) throw new DecisionRefused(`Чек ${uuid} уже подтверждён, ждать больше нечего.`)
    if (state.name === 'held' || state.name === 'unresolved') {
      throw new DecisionRefused(`Сначала решите, что с чеком ${uuid}: его состояние «${state.name}».`)
    }
    const { ledger } = this.#parts
    const at = ledger.instant()
    const decision: Decision = { by, at, what: confirmation, evidence: 'Битрикс24 о чеке не спросил' }
    return ledger.change(
      uuid,
      'confirmed',
      (record) => ({
        ...record,
        confirmed: record.confirmed ?? { at, by: 'person' },
        decisions: [...(record.decisions ?? []), decision],
      }),
      by,
    )
  }

  /**
   * Works between two receipts of the receipt's register, every document there looked at, a portion a turn. A register that
   * cannot be asked, or left the settings, is not replaced by another.
   */
  async #look<T>({ registerId }: ReceiptRecord, work: (sight: Sight | Blind) => Promise<T>): Promise<T> {
    const { roster, claims } = this.#parts
    const station = roster.find(registerId)
    if (station === undefined) return work(registerGone(registerId))
    const { lane, timeZone: zone } = station
    for (;;) {
      const turn = await lane.use(async (register, signal, onProgress) => {
        const sight = await lookAt(claims, { register, zone, signal, onProgress })
        return sight === 'reading' ? undefined : { result: await work(sight) }
      })
      if (turn !== undefined) return turn.result
    }
  }

  async #find(uuid: string): Promise<ReceiptRecord> {
    const record = await this.#parts.ledger.store.find(uuid)
    if (record === undefined) throw new DecisionRefused(`Чека ${uuid} у моста нет.`)
    return record
  }

  /** Gives the document to the receipt, durably and before the record says so: nobody else may have it. */
  async #claim(uuid: string, { fn, number }: DocumentJson): Promise<void> {
    const owner = await this.#parts.claims.claimForPerson(fn, number, uuid)
    if (owner !== undefined) throw takenBy(number, owner)
  }

  /** A document that is not known by the receipt's mark: no record may have it. */
  async #requireUnregistered(uuid: string, { fn, number }: DocumentJson): Promise<void> {
    for await (const { uuid: other, state } of this.#parts.ledger.store.all(() => undefined)) {
      if (other === uuid || state.name !== 'registered') continue
      if (state.document.fn === fn && state.document.number === number) throw takenBy(number, other)
    }
  }

  #requireNoOrphan({ uuid }: ReceiptRecord, but?: DocumentJson): void {
    const orphan = this.#parts.claims.orphanOf(uuid)
    if (orphan === undefined) return
    if (orphan.document.fn === but?.fn && orphan.document.number === but.number) return
    throw new DecisionRefused(`Чек напечатан: в накопителе ${orphan.document.fn} есть ${nameOf(orphan)} с его меткой.`)
  }

  /** What was read of the fiscal memories before a receipt of which only the name is known counts as not printed. Throws DecisionRefused. */
  async #requireNowhere(record: ReceiptRecord, resolution: Resolution): Promise<string | undefined> {
    if (record.receipt !== null) return undefined
    switch (resolution.kind) {
      case 'not-printed':
        return this.#parts.lost.requireNowhere(record, { attested: false, gone: false })
      case 'attested-not-printed':
        return this.#parts.lost.requireNowhere(record, { attested: true, gone: resolution.gone })
      case 'document':
      case 'attested':
        return undefined
    }
  }

  async #decide(record: ReceiptRecord, finding: Finding, what: Decided, by: string): Promise<ReceiptRecord> {
    const { ledger } = this.#parts
    const { event, evidence, attested } = finding
    const decision: Decision = { by, at: ledger.instant(), what, evidence, ...(attested === true && { attested }) }
    try {
      return await ledger.change(
        record.uuid,
        `decided-${event.type}`,
        (current) => {
          const state = next(current.state, event)
          if (state === undefined) throw new IllegalEvent(`${event.type} in ${current.state.name}`)
          return {
            ...current,
            state,
            decisions: [...(current.decisions ?? []), decision],
            ...(event.type === 'release' && { releasedAt: ledger.instant() }),
          }
        },
        `${by}: ${what}; ${evidence}`,
      )
    } catch (error) {
      if (!(error instanceof IllegalEvent)) throw error
      throw changedMeanwhile(record.uuid)
    }
  }

  async #confirm(uuid: string, by: string): Promise<void> {
    const { ledger } = this.#parts
    if ((await ledger.store.find(uuid)) === undefined) return
    await ledger.change(
      uuid,
      'confirmed',
      (record) => ({
        ...record,
        confirmed: record.confirmed ?? { at: ledger.instant(), by: 'person' },
      }),
      by,
    )
  }
}

const unseenText = (gone: boolean): string =>
  gone ? 'не печатался; со слов решившего, кассы больше нет' : 'не печатался'

const registerGone = (id: string): DecisionRefused =>
  new DecisionRefused(
    `Кассы «${id}» нет в настройках моста: верните её туда. Если её больше нет, решить можно только под вашу ответственность.`,
  )

const changedMeanwhile = (uuid: string): DecisionRefused =>
  new DecisionRefused(`Чек ${uuid} тем временем изменился: посмотрите на него ещё раз.`)

const takenBy = (number: number, owner: string): DecisionRefused =>
  new DecisionRefused(`Документ ФД ${number} уже отдан чеку ${owner}.`)

function requireCancellable({ uuid, state }: ReceiptRecord): void {
  if (state.name === 'accepted' || state.name === 'held') return
  throw new DecisionRefused(`Чек ${uuid} отменить нельзя: его состояние «${state.name}».`)
}

const fnOf = (sight: Sight | Blind): string | Blind => (sight instanceof Error ? sight : sight.baseline.fn)

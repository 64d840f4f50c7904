import { toWitness } from '../../drivers/ffd/document.ts'
import { formatKopecks, parseKopecks } from '../../drivers/money.ts'
import type { FiscalRegister, Witness } from '../../drivers/register.ts'
import type { Claims } from '../lane/claims.ts'
import type { Roster, Station } from '../lane/roster.ts'
import { isMark } from './identity.ts'
import { IllegalEvent, type Ledger } from './ledger.ts'
import { type DocumentJson, documentToJson } from './receipt-json.ts'
import { type Decision, next, type ReceiptEvent, type ReceiptRecord, type Tried } from './record.ts'

/** A decision that must not be taken; `message` is Russian: why, and what to do instead. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused'
}

/** What a person says about a receipt whose fate the bridge cannot tell. */
export type Resolution =
  /** It is this document of the fiscal memory. */
  | { readonly kind: 'document'; readonly number: number }
  /** It was not registered: the receipt ends refused, never in a print. */
  | { readonly kind: 'not-printed' }
  /** The fiscal memory cannot be read any more: the attributes are typed from paper or from the OFD. */
  | { readonly kind: 'attested'; readonly document: DocumentJson }
  | { readonly kind: 'attested-not-printed' }

export type Release = { readonly kind: 'print' } | { readonly kind: 'same-as'; readonly uuid: string }

export interface DecisionParts {
  readonly ledger: Ledger
  readonly claims: Claims
  readonly roster: Roster
}

/** The event of a decision, and what the register showed when it was taken. */
interface Finding {
  readonly event: ReceiptEvent
  readonly evidence: string
  readonly attested?: boolean
}

type ReceiptWitness = Extract<Witness, { kind: 'receipt' }>

/** What people may decide (promise, rules 15, 17, 18). Every decision is checked against the fiscal memory as far as it can be read, and kept. */
export class Decisions {
  readonly #parts: DecisionParts

  constructor(parts: DecisionParts) {
    this.#parts = parts
  }

  /** Settles an unresolved receipt; one in `printing` only by attestation. Throws DecisionRefused, RegisterError. */
  async resolve(uuid: string, resolution: Resolution, by: string): Promise<ReceiptRecord> {
    const record = await this.#find(uuid)
    const attested = resolution.kind === 'attested' || resolution.kind === 'attested-not-printed'
    if (record.state.name !== 'unresolved' && !(attested && record.state.name === 'printing')) {
      throw new DecisionRefused(`Чек ${uuid} не ждёт решения: его состояние «${record.state.name}».`)
    }
    const finding = await this.#station(record).lane.use(async (register, signal): Promise<Finding> => {
      switch (resolution.kind) {
        case 'document':
          return this.#findDocument(record, resolution.number, register, signal)
        case 'not-printed':
          return this.#findNothing(record, register, signal)
        case 'attested':
          await this.#requireUnreadable(record, register, signal)
          return {
            event: { type: 'registered', document: resolution.document, proof: 'person' },
            evidence: 'накопитель прочитать нельзя',
            attested: true,
          }
        case 'attested-not-printed':
          await this.#requireUnreadable(record, register, signal)
          return { event: notPrinted(record), evidence: 'накопитель прочитать нельзя', attested: true }
      }
    })
    const decided = await this.#decide(record, finding, `resolve ${resolution.kind}`, by)
    if (decided.state.name === 'registered') {
      await this.#parts.claims.claimForPerson(decided.state.document.fn, decided.state.document.number, uuid)
    }
    return decided
  }

  /** Lets a held receipt go on, or makes it a second name of the receipt it repeats. Settles both. Throws DecisionRefused. */
  async release(uuid: string, release: Release, by: string): Promise<ReceiptRecord> {
    const record = await this.#find(uuid)
    if (record.state.name !== 'held')
      throw new DecisionRefused(`Чек ${uuid} не задержан: его состояние «${record.state.name}».`)
    const { because } = record.state
    if (release.kind === 'same-as') {
      const target = await this.#find(release.uuid)
      if (target.state.name === 'alias' || target.uuid === uuid) {
        throw new DecisionRefused(`Чек ${release.uuid} сам лишь второе имя другого чека. Укажите тот чек.`)
      }
      if (target.fingerprint !== record.fingerprint) {
        throw new DecisionRefused(
          `Чеки ${uuid} и ${release.uuid} различаются содержимым: одним чеком они быть не могут.`,
        )
      }
      const alias = await this.#decide(
        record,
        { event: { type: 'same-as', of: target.uuid }, evidence: because.kind },
        'release same-as',
        by,
      )
      await this.#confirm(target.uuid, by)
      return alias
    }
    // First, or the guard at the lane would hold it again.
    if (because.kind === 'lost-answer') await this.#confirm(because.against, by)
    return this.#decide(record, { event: { type: 'release' }, evidence: because.kind }, 'release print', by)
  }

  /** Refuses a receipt that has not been printed yet. Throws DecisionRefused. */
  async cancel(uuid: string, by: string): Promise<ReceiptRecord> {
    const record = await this.#find(uuid)
    if (record.state.name !== 'accepted' && record.state.name !== 'held') {
      throw new DecisionRefused(`Чек ${uuid} отменить нельзя: его состояние «${record.state.name}».`)
    }
    // Through the lane: between two receipts nothing of this one can be under way in the register.
    return this.#station(record).lane.use(() => {
      const event = {
        type: 'refuse',
        code: 'CANCELLED',
        text: 'Чек отменён в программе моста и не зарегистрирован.',
      } as const
      return this.#decide(record, { event, evidence: 'не печатался' }, 'cancel', by)
    })
  }

  async #find(uuid: string): Promise<ReceiptRecord> {
    const record = await this.#parts.ledger.store.find(uuid)
    if (record === undefined) throw new DecisionRefused(`Чека ${uuid} у моста нет.`)
    return record
  }

  #station(record: ReceiptRecord): Station {
    const { roster } = this.#parts
    const station = roster.find(record.registerId) ?? roster.stations[0]
    if (station === undefined) throw new DecisionRefused('У моста нет касс.')
    return station
  }

  async #decide(record: ReceiptRecord, finding: Finding, what: string, by: string): Promise<ReceiptRecord> {
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
      throw new DecisionRefused(`Чек ${record.uuid} тем временем изменился: посмотрите на него ещё раз.`)
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

  async #findDocument(
    record: ReceiptRecord,
    number: number,
    register: FiscalRegister,
    signal: AbortSignal,
  ): Promise<Finding> {
    const station = this.#station(record)
    const stored = await register.readDocument(number, signal)
    const witness = stored === undefined ? undefined : toWitness(stored, station.timeZone)
    if (witness?.kind !== 'receipt') {
      throw new DecisionRefused(`В накопителе кассы документ ФД ${number} не чек или не читается.`)
    }
    const tried = triedOf(record)
    if (tried !== undefined && (witness.document.fn !== tried.baseline.fn || number <= tried.baseline.lastDocument)) {
      throw new DecisionRefused(`Документ ФД ${number} сделан не в той кассе или раньше этого чека.`)
    }
    this.#requireFree(record, witness)
    requireSameSale(record, witness)
    return {
      event: { type: 'registered', document: documentToJson(witness.document), proof: 'person' },
      evidence: `ФН ${witness.document.fn}, ФД ${number}, ${formatKopecks(witness.document.total)} ₽`,
    }
  }

  #requireFree(record: ReceiptRecord, { document, marks }: ReceiptWitness): void {
    const foreign = marks.filter(isMark).find((mark) => mark !== record.receipt?.mark.text)
    if (foreign !== undefined && record.receipt !== null) {
      throw new DecisionRefused(`Документ ФД ${document.number} несёт метку другого чека (${foreign}).`)
    }
    const owner = this.#parts.claims.claimedByPerson(document.fn, document.number)
    if (owner !== undefined && owner !== record.uuid) {
      throw new DecisionRefused(`Документ ФД ${document.number} уже отдан чеку ${owner}.`)
    }
  }

  /** Nothing of this receipt may be in the fiscal memory. */
  async #findNothing(record: ReceiptRecord, register: FiscalRegister, signal: AbortSignal): Promise<Finding> {
    const tried = triedOf(record)
    const mark = record.receipt?.mark.text
    if (tried === undefined || mark === undefined) {
      return { event: notPrinted(record), evidence: 'попыток печати не записано' }
    }
    const evidence = await register.evidence({ baseline: tried.baseline, mark, closing: true, signal })
    if (evidence.fn !== tried.baseline.fn) {
      throw new DecisionRefused('В кассе другой накопитель: проверить нечего. Подтвердите решение ключом --attest.')
    }
    const ours = evidence.documents.find((witness) => witness.kind === 'receipt' && witness.marks.includes(mark))
    if (ours?.kind === 'receipt') {
      throw new DecisionRefused(
        `Чек напечатан: в накопителе есть документ ФД ${ours.document.number} с его меткой. Выполните resolve --document ${ours.document.number}.`,
      )
    }
    return {
      event: notPrinted(record),
      evidence: `ФН ${evidence.fn}, последний ФД ${evidence.lastDocument}, своего нет`,
    }
  }

  /** An attestation is only for an FN that is gone: while it can be read, it decides. */
  async #requireUnreadable(record: ReceiptRecord, register: FiscalRegister, signal: AbortSignal): Promise<void> {
    const tried = triedOf(record)
    if (tried === undefined) return
    let fn: string
    try {
      fn = (await register.baseline(signal)).fn
    } catch {
      return
    }
    if (fn === tried.baseline.fn) {
      throw new DecisionRefused(
        'Накопитель этого чека читается: укажите номер документа (--document) или --not-printed без --attest.',
      )
    }
  }
}

function triedOf({ state }: ReceiptRecord): Tried | undefined {
  return state.name === 'unresolved' || state.name === 'printing' ? state.tried : undefined
}

const notPrintedText = 'Чек не зарегистрирован: так решил оператор, сверившись с кассой.'

function notPrinted({ state }: ReceiptRecord): ReceiptEvent {
  const refused = { code: 'NOT_PRINTED', text: notPrintedText }
  return state.name === 'printing'
    ? { type: 'not-registered', end: { kind: 'refused', ...refused } }
    : { type: 'refuse', ...refused }
}

/** A document without our mark is ours only when a person says so *and* it is the same sale. */
function requireSameSale({ receipt }: ReceiptRecord, { document, marks }: ReceiptWitness): void {
  if (receipt === null || marks.includes(receipt.mark.text)) return
  if (receipt.settlement !== document.settlement || parseKopecks(receipt.total) !== document.total) {
    throw new DecisionRefused(
      `Документ ФД ${document.number} не похож на этот чек: другой признак расчёта или сумма (${formatKopecks(document.total)} ₽ вместо ${receipt.total} ₽).`,
    )
  }
}

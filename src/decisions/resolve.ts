import { whereabouts } from '../lane/whereabouts.ts'
import type { Attributes, DecisionOf, Word } from '../record/decision.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { stateWords } from '../words/ru/states.ts'
import { type Attestation, ruleAttested, ruleAttestedNotPrinted } from './attestation.ts'
import { carryOut, changedMeanwhile, type DecisionParts, requireRecord } from './carry-out.ts'
import { claimDocument, requireNoOrphan, requireUnregistered } from './claim-document.ts'
import { DecisionRefused } from './decision-refused.ts'
import { notPrinted, type RefusalParts, ruleNotPrinted } from './not-printed.ts'
import { type Ruling, ruleDocument } from './ruling.ts'
import { look, seen } from './sight.ts'

type Resolution = DecisionOf<'document' | 'not-printed' | 'attributes'>

/**
 * Settles an unresolved receipt by what the register that has its fiscal memory now shows. A receipt in `printing` is settled only
 * on a person's word, or when its memory is in another register than its own. Throws DecisionRefused, RegisterError.
 */
export async function resolve(
  parts: DecisionParts,
  uuid: string,
  resolution: Resolution,
  by: string,
): Promise<ReceiptRecord> {
  const { ledger, claims, roster } = parts
  const record = await requireRecord(ledger, uuid)
  const { name } = record.state
  if (!isDecidable(record, resolution)) throw undecidable(record)
  const nowhere = await requireNowhere(parts, record, resolution)
  const typed = resolution.kind === 'attributes' ? resolution.attributes.fn : undefined
  const { shopRegister, shown } = await whereabouts(record, roster, typed)
  const { id } = shopRegister ?? { id: record.registerId }
  if (name === 'printing' && wordOf(resolution) === undefined && id === record.registerId) throw undecidable(record)
  return look(parts, id, async (sight) => {
    const current = await requireRecord(ledger, uuid)
    // Looking at the documents may have registered it by its mark.
    if (isAlready(current, resolution)) return current
    if (current.state.name !== name) throw changedMeanwhile(uuid)
    const ruling = await rule(parts, resolution, { record: current, id, sight, others: shown }, nowhere)
    if (ruling.event.type === 'registered') {
      if (ruling.bearsMark !== true) await requireUnregistered(ledger, uuid, ruling.event.document)
      await claimDocument(claims, uuid, ruling.event.document)
    }
    return carryOut(ledger, current, ruling, resolution, by)
  })
}

function isDecidable({ state }: ReceiptRecord, { kind }: Resolution): boolean {
  switch (state.name) {
    case 'unresolved':
    case 'printing':
      return true
    case 'held':
      // It may have been printed after the backup was made, on a memory that is gone since.
      return state.because.kind === 'restored' && kind === 'attributes'
    case 'accepted':
    case 'registered':
    case 'refused':
    case 'alias':
      return false
  }
}

const undecidable = ({ uuid, state }: ReceiptRecord): DecisionRefused =>
  new DecisionRefused(`Чек ${uuid} не ждёт решения: его состояние «${stateWords[state.name]}».`)

const isAlready = ({ state }: ReceiptRecord, resolution: Resolution): boolean =>
  state.name === 'registered' && resolution.kind === 'document' && state.document.number === resolution.number

const wordOf = (resolution: Resolution): Word | undefined =>
  resolution.kind === 'document' ? undefined : resolution.word

/** `nowhere`: what `requireNowhere` resolved with. Throws DecisionRefused, RegisterError. */
async function rule(
  parts: RefusalParts,
  resolution: Resolution,
  shown: Omit<Attestation, 'word'>,
  nowhere: string | undefined,
): Promise<Ruling> {
  const { claims, language } = parts
  const { record, sight } = shown
  switch (resolution.kind) {
    case 'document':
      return ruleDocument(record, resolution.number, seen(sight))
    case 'attributes': {
      const document = documentOf(record, resolution.attributes)
      requireNoOrphan(claims, record, document)
      return ruleAttested(claims, { ...shown, word: resolution.word }, document)
    }
    case 'not-printed': {
      const { word } = resolution
      requireNoOrphan(claims, record)
      const lost = nowhere === undefined ? undefined : { event: notPrinted(record, language), evidence: nowhere }
      if (word !== undefined) return lost ?? ruleAttestedNotPrinted(parts, { ...shown, word })
      const seenNow = seen(sight)
      return lost ?? ruleNotPrinted(parts, record, seenNow)
    }
  }
}

/** The document that the attributes are of. Throws DecisionRefused when neither they nor the record tell its sum. */
function documentOf({ receipt }: ReceiptRecord, attributes: Attributes): DocumentJson {
  const { settlement, total } = receipt ?? attributes
  if (settlement === undefined || total === undefined) {
    throw new DecisionRefused('Содержимое этого чека потеряно: укажите с бумаги и признак расчёта, и сумму.')
  }
  return { ...attributes, settlement, total }
}

/**
 * Reads every fiscal memory before a decision about a receipt of which only the UUID is left. Resolves with what was read when it
 * is to count as not printed, with undefined in every other case. Throws DecisionRefused.
 */
async function requireNowhere(
  { lost }: DecisionParts,
  record: ReceiptRecord,
  resolution: Resolution,
): Promise<string | undefined> {
  if (record.receipt !== null) return undefined
  switch (resolution.kind) {
    case 'not-printed':
      return lost.requireNowhere(record, resolution.word)
    case 'attributes':
      // A missing sum is told before the long reading.
      documentOf(record, resolution.attributes)
      // Attributes are not taken while a memory that can be read may hold the receipt.
      await lost.requireNowhere(record, resolution.word)
      return undefined
    case 'document':
      return undefined
  }
}

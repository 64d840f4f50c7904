import { whereabouts } from '../lane/whereabouts.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { stateWords } from '../words/ru/states.ts'
import { type Attestation, ruleAttested, ruleAttestedNotPrinted } from './attestation.ts'
import { claimDocument, requireNoOrphan, requireUnregistered } from './claim-document.ts'
import { changedMeanwhile, type DecisionParts, decide, requireRecord } from './decide.ts'
import { DecisionRefused } from './decision-refused.ts'
import { notPrinted, type RefusalParts, ruleNotPrinted } from './not-printed.ts'
import { type Ruling, ruleDocument } from './ruling.ts'
import { look, type Sight, seen } from './sight.ts'
import type { Word } from './word.ts'

/** What a person says about a receipt whose fate the bridge cannot tell. */
export type Resolution =
  /** It is this document of the fiscal memory. */
  | { readonly kind: 'document'; readonly number: number }
  /** It was not registered: the receipt ends refused, never in a print. */
  | { readonly kind: 'not-printed' }
  /** The fiscal memory cannot be read any more: the attributes are typed from paper or from the OFD. */
  | { readonly kind: 'attested'; readonly document: DocumentJson; readonly word: Word }
  | { readonly kind: 'attested-not-printed'; readonly word: Word }

/**
 * Settles an unresolved receipt, with the evidence of the register that has its fiscal memory now. One in `printing` only by
 * attestation, or when its own register cannot settle it, because that memory is in another; one that is held because its data were
 * restored by attested attributes only. Throws DecisionRefused, RegisterError.
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
  const typed = resolution.kind === 'attested' ? resolution.document.fn : undefined
  const { shopRegister, shown } = await whereabouts(record, roster, typed)
  const { id } = shopRegister ?? { id: record.registerId }
  const attested = resolution.kind === 'attested' || resolution.kind === 'attested-not-printed'
  if (name === 'printing' && !attested && id === record.registerId) throw undecidable(record)
  return look(parts, id, async (sight) => {
    const current = await requireRecord(ledger, uuid)
    // The look itself may have found it, by its mark.
    if (isAlready(current, resolution)) return current
    if (current.state.name !== name) throw changedMeanwhile(uuid)
    const ruling =
      nowhere === undefined
        ? await rule(parts, resolution, { record: current, id, sight, others: shown })
        : ruleLost(parts, current, nowhere, attested ? 'attested' : seen(sight))
    if (ruling.event.type === 'registered') {
      if (ruling.bearsMark !== true) await requireUnregistered(ledger, uuid, ruling.event.document)
      await claimDocument(claims, uuid, ruling.event.document)
    }
    return decide(ledger, current, ruling, `resolve ${resolution.kind}`, by)
  })
}

/** Of a restored receipt that waits a person may know that it was printed since, on a memory that is gone. */
function isDecidable({ state }: ReceiptRecord, { kind }: Resolution): boolean {
  switch (state.name) {
    case 'unresolved':
    case 'printing':
      return true
    case 'held':
      return state.because.kind === 'restored' && kind === 'attested'
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

async function rule(parts: RefusalParts, resolution: Resolution, shown: Omit<Attestation, 'word'>): Promise<Ruling> {
  const { claims } = parts
  const { record, sight } = shown
  switch (resolution.kind) {
    case 'document':
      return ruleDocument(record, resolution.number, seen(sight))
    case 'not-printed':
      requireNoOrphan(claims, record)
      return ruleNotPrinted(parts, record, seen(sight))
    case 'attested':
      requireNoOrphan(claims, record, resolution.document)
      return ruleAttested(claims, { ...shown, word: resolution.word }, resolution.document)
    case 'attested-not-printed':
      requireNoOrphan(claims, record)
      return ruleAttestedNotPrinted(parts, { ...shown, word: resolution.word })
  }
}

/** Nothing is known of the receipt but its name: `evidence` is what was read of every fiscal memory. Throws DecisionRefused. */
function ruleLost(
  { claims, language }: RefusalParts,
  record: ReceiptRecord,
  evidence: string,
  on: 'attested' | Sight,
): Ruling {
  requireNoOrphan(claims, record)
  return { event: notPrinted(record, language), evidence, ...(on === 'attested' && { attested: true }) }
}

/**
 * What was read of the fiscal memories before a receipt of which only the name is known counts as not printed; undefined when the decision is
 * another. Throws DecisionRefused.
 */
async function requireNowhere(
  { lost }: DecisionParts,
  record: ReceiptRecord,
  resolution: Resolution,
): Promise<string | undefined> {
  if (record.receipt !== null) return undefined
  switch (resolution.kind) {
    case 'not-printed':
      return lost.requireNowhere(record)
    case 'attested-not-printed':
      return lost.requireNowhere(record, resolution.word)
    case 'attested':
      // The word about paper is not taken while a memory that can be read may say otherwise.
      await lost.requireNowhere(record, resolution.word)
      return undefined
    case 'document':
      return undefined
  }
}

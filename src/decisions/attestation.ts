import { RegisterError } from '../../drivers/register-error.ts'
import type { Claims } from '../lane/claims.ts'
import type { Word } from '../record/decision.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { reasonText } from '../words/reason-text.ts'
import { DecisionRefused } from './decision-refused.ts'
import { notPrinted, type RefusalParts } from './not-printed.ts'
import { type Ruling, triedOf } from './ruling.ts'
import { isUnreadable, search } from './search.ts'
import { type Blind, isBlind, type Sight } from './sight.ts'

/*
 * A person's word counts only where nobody can read the fiscal memory (promise, rule 17): it is gone, or the document in it is
 * damaged. A memory that can be read decides by itself; a register that is merely out of reach must be connected first.
 */

export interface Attestation {
  readonly record: ReceiptRecord
  /** Of the register that `sight` is of. */
  readonly id: string
  readonly sight: Sight | Blind
  /** Id of each other register -> the FN in it, or why it does not answer. */
  readonly others: ReadonlyMap<string, string | RegisterError>
  readonly word: Word
}

/** Rules that the receipt is the document whose attributes a person typed. Throws DecisionRefused, RegisterError. */
export async function ruleAttested(claims: Claims, attestation: Attestation, document: DocumentJson): Promise<Ruling> {
  const evidence = await whyTyped(claims, attestation, document)
  return { event: { type: 'registered', document, proof: 'person' }, evidence }
}

/** Rules that the receipt was not printed, on a person's word. Throws DecisionRefused, RegisterError. */
export async function ruleAttestedNotPrinted(
  { claims, language }: RefusalParts,
  attestation: Attestation,
): Promise<Ruling> {
  const evidence = await whyVouchedFor(claims, attestation)
  return { event: notPrinted(attestation.record, language), evidence }
}

/** Why the typed attributes are taken, for the record. Throws DecisionRefused when the document can be read. */
async function whyTyped(claims: Claims, attestation: Attestation, { fn, number }: DocumentJson): Promise<string> {
  const { record, id, sight } = attestation
  const tried = triedOf(record)?.baseline.fn
  if (isBlind(sight)) return whyGone(attestation)
  const present = sight.baseline.fn
  if (tried === present) {
    const found = await search(claims, record, sight)
    if (found.kind === 'nothing' || fn !== present || !found.mayBe(number)) throw readable(id)
    return found.text
  }
  if (fn !== present) return whyGone(attestation)
  if (await isUnreadable(sight, number)) return `в накопителе ${fn} не читается ФД ${number}`
  throw new DecisionRefused(
    `Накопитель ${fn} стоит в кассе, и документ ФД ${number} спрашивают у него: укажите номер документа, реквизиты мост прочитает сам.`,
  )
}

/** Why the word that nothing was printed is taken, for the record. Throws DecisionRefused when the memory can be read. */
async function whyVouchedFor(claims: Claims, attestation: Attestation): Promise<string> {
  const { record, id, sight } = attestation
  const tried = triedOf(record)?.baseline.fn
  if (isBlind(sight) || (tried !== undefined && tried !== sight.baseline.fn)) return whyGone(attestation)
  const found = await search(claims, record, sight)
  if (found.kind === 'nothing') throw readable(id)
  return found.text
}

/**
 * What each register shows instead of the receipt's fiscal memory, for the record. Throws DecisionRefused when one does not
 * answer, since the memory may be in it, unless the person says that it never comes back.
 */
function whyGone({ record, id, sight, others, word }: Attestation): string {
  const fn = triedOf(record)?.baseline.fn
  const shown = [...others, [id, isBlind(sight) ? sight : sight.baseline.fn] as const]
  const parts = shown.map(([at, seen]) => {
    if (typeof seen === 'string') return `в кассе ${at} накопитель ${seen}`
    if (!(seen instanceof RegisterError)) return `кассы ${at} у моста больше нет`
    if (seen.code === 'FISCAL_MEMORY') return `накопитель не отвечает кассе ${at}`
    if (word !== 'gone') throw outOfReach(at, fn)
    return `кассу ${at} спросить нельзя («${reasonText(seen.reason, 'ru')}»), со слов решившего, её или накопителя больше нет`
  })
  const what = fn === undefined ? 'попыток печати не записано' : `накопитель ${fn} прочитать нельзя`
  return `${what}: ${parts.join('; ')}`
}

const readable = (id: string): DecisionRefused =>
  new DecisionRefused(
    `Накопитель этого чека читается (касса «${id}»), и решает он: укажите документ или решите, что чек не напечатан, — мост это проверит.`,
  )

const outOfReach = (id: string, fn: string | undefined): DecisionRefused =>
  new DecisionRefused(
    `Касса «${id}» сейчас не отвечает, а в ней может быть ${fn === undefined ? 'этот чек' : `накопитель ${fn} с этим чеком`}. Сначала подключите кассу: мост прочитает накопитель сам. Если касса или накопитель потеряны навсегда, скажите это прямо вместе с решением.`,
  )

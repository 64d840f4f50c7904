import { RegisterError } from '../../drivers/register-error.ts'
import type { Claims } from '../lane/claims.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { reasonText } from '../words/reason-text.ts'
import { DecisionRefused } from './decision-refused.ts'
import { notPrinted, type RefusalParts } from './not-printed.ts'
import { type Ruling, triedOf } from './ruling.ts'
import { isUnreadable, search } from './search.ts'
import { type Blind, isBlind, type Sight } from './sight.ts'
import type { Word } from './word.ts'

/*
 * An attestation is only for what nobody can read (promise, rule 17): a fiscal memory that is gone, or a document in it that is
 * damaged. What can be read decides; a register that is merely out of reach will.
 */

export interface Attestation {
  readonly record: ReceiptRecord
  /** The register that is looked at. */
  readonly id: string
  readonly sight: Sight | Blind
  /** What the other registers show: the FN, or why there is no answer. */
  readonly others: ReadonlyMap<string, string | RegisterError>
  readonly word: Word
}

/** The receipt is the document whose attributes a person typed. Throws DecisionRefused, RegisterError. */
export async function ruleAttested(claims: Claims, attestation: Attestation, document: DocumentJson): Promise<Ruling> {
  const evidence = await whyTyped(claims, attestation, document)
  return { event: { type: 'registered', document, proof: 'person' }, evidence, attested: true }
}

/** The receipt was not printed, as a person vouches. Throws DecisionRefused, RegisterError. */
export async function ruleAttestedNotPrinted(
  { claims, language }: RefusalParts,
  attestation: Attestation,
): Promise<Ruling> {
  const evidence = await whyVouchedFor(claims, attestation)
  return { event: notPrinted(attestation.record, language), evidence, attested: true }
}

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

async function whyVouchedFor(claims: Claims, attestation: Attestation): Promise<string> {
  const { record, id, sight } = attestation
  const tried = triedOf(record)?.baseline.fn
  if (isBlind(sight) || (tried !== undefined && tried !== sight.baseline.fn)) return whyGone(attestation)
  const found = await search(claims, record, sight)
  if (found.kind === 'nothing') throw readable(id)
  return found.text
}

/**
 * No register shows the fiscal memory of the receipt, for the record. While one is merely out of reach it may be in there: then
 * nothing but the word of a person that it never comes back makes an end.
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

import t from 'tap'
import { textLimits } from '../../../drivers/atol/receipt-limits.ts'
import { objection } from '../../../drivers/objections.ts'
import { isSilent, registerErrors } from '../../../drivers/register-error.ts'
import type { Language } from '../../../src/base/language.ts'
import { bodyDamage } from '../../../src/bitrix24/texts/body-damage.ts'
import { messages } from '../../../src/bitrix24/texts/messages.ts'
import { describePlace, type FieldName, fieldNames, type Place } from '../../../src/bitrix24/texts/places.ts'
import { type MessageKey, type Problem, problemText } from '../../../src/bitrix24/texts/problem.ts'
import * as enRegister from '../../../src/words/en/register.ts'
import { requisites as enRequisites } from '../../../src/words/en/requisites.ts'
import * as enStates from '../../../src/words/en/states.ts'
import { catalogues, reasonText } from '../../../src/words/reason-text.ts'
import { bridgeReason } from '../../../src/words/reasons/bridge-reasons.ts'
import * as ruRegister from '../../../src/words/ru/register.ts'
import { requisites as ruRequisites } from '../../../src/words/ru/requisites.ts'
import * as ruStates from '../../../src/words/ru/states.ts'
import { strayIn } from './in-language.ts'

const languages = ['ru', 'en'] as const

/** Values whose form a text looks at; every other one is shown as it is. */
const formed: Readonly<Record<string, string | number>> = { max: '42949672.95', tag: 1008, rate: '22' }

/** A text with its values filled in, and the names of the values that it wanted. */
function filled(wording: unknown): { readonly text: string; readonly wanted: readonly string[] } {
  if (typeof wording === 'string') return { text: wording, wanted: [] }
  const wanted = new Set<string>()
  const values = new Proxy(
    {},
    {
      get(_, name) {
        wanted.add(String(name))
        return formed[String(name)] ?? `<${String(name)}>`
      },
    },
  )
  return { text: (wording as (values: object) => string)(values), wanted: [...wanted].sort() }
}

t.test('every reason is said in both languages, with the same values', async (t) => {
  const codes = Object.keys(catalogues.ru) as (keyof typeof catalogues.ru)[]
  t.strictSame(Object.keys(catalogues.en).sort(), [...codes].sort())
  t.ok(codes.length > 240)
  for (const code of codes) {
    const [ru, en] = languages.map((language) => filled(catalogues[language][code]))
    t.strictSame(ru?.wanted, en?.wanted, code)
    for (const [language, { text, wanted }] of [
      ['ru', filled(catalogues.ru[code])],
      ['en', filled(catalogues.en[code])],
    ] as const) {
      t.equal(strayIn(text, language), undefined, `${code} ${language}`)
      for (const name of wanted) if (!(name in formed)) t.match(text, `<${name}>`, `${code} says ${name}`)
    }
  }
})

t.test('a text of the catalogue says what happened and what to do, in whole sentences', async (t) => {
  /** Parts of other texts, or what another program said. */
  const pieces = ['OTHER_INN', 'OTHER_SERIAL', 'SOCAT_FAILED']
  for (const language of languages) {
    for (const [code, wording] of Object.entries(catalogues[language])) {
      if (pieces.includes(code)) continue
      const { text } = filled(wording)
      t.match(text, /^(?:[A-ZА-ЯЁ\d<«]).*[.>]$/, `${code} ${language}`)
    }
  }
})

t.test('no text is longer than what Bitrix24 is told of a reason', async (t) => {
  for (const language of languages) {
    for (const [code, wording] of Object.entries(catalogues[language]))
      t.ok(filled(wording).text.length <= 400, `${code} ${language}`)
  }
})

t.test('the words of registers and receipts', async (t) => {
  const tables: Readonly<Record<Language, readonly Readonly<Record<string, Readonly<Record<string, string>>>>[]>> = {
    ru: [{ briefs: ruRegister.registerBriefs, texts: ruRegister.registerTexts, requisites: ruRequisites }, ruStates],
    en: [{ briefs: enRegister.registerBriefs, texts: enRegister.registerTexts, requisites: enRequisites }, enStates],
  }
  for (const language of languages) {
    for (const [name, table] of tables[language].flatMap((room) => Object.entries(room)))
      for (const [key, text] of Object.entries(table)) t.equal(strayIn(text, language), undefined, `${name} ${key}`)
  }
  t.strictSame(Object.keys(enStates), Object.keys(ruStates))
  t.strictSame(Object.keys(enRequisites), Object.keys(ruRequisites))
  for (const tag of Object.keys(textLimits)) t.ok(tag in ruRequisites, tag)
})

t.test('a code without its values does not compile, nor one that there is not', async (t) => {
  const data = [
    // @ts-expect-error the tag is missing
    () => objection('FIELD_EMPTY'),
    // @ts-expect-error characters are a number
    () => objection('FIELD_TOO_LONG', { tag: 1008, max: '64' }),
    // @ts-expect-error no such code
    () => bridgeReason('NO_SUCH_CODE'),
  ]
  t.equal(data.length, 3)
  t.strictSame(objection('NO_ITEMS'), { code: 'NO_ITEMS', values: {} })
})

t.test('a reason within a reason is said in the same language', async (t) => {
  const reason = bridgeReason('REFUSED_BY_REGISTER', {
    why: objection('ITEM', { number: 2, name: 'Tea', objection: objection('FIELD_EMPTY', { tag: 1030 }) }),
  })
  t.equal(reasonText(reason, 'ru'), 'Чек не зарегистрирован. Позиция 2 («Tea»). Поле «наименование (тег 1030)» пустое.')
  t.equal(reasonText(reason, 'en'), 'The receipt was not registered. Item 2 ("Tea"). Field "name (tag 1030)" is empty.')
  t.strictSame(JSON.parse(JSON.stringify(reason)), reason, 'plain data')
})

t.test('a code of a newer version stands for itself', async (t) => {
  t.equal(reasonText({ code: 'FROM_THE_FUTURE', values: {} }, 'ru'), 'FROM_THE_FUTURE')
  t.equal(reasonText({ code: 'toString', values: {} }, 'en'), 'toString')
})

t.test('sums are grouped as the language does', async (t) => {
  const limit = objection('RECEIPT_SUMS', { max: '42949672.95' })
  t.match(reasonText(limit, 'ru'), /42 949 672,95 руб\./)
  t.match(reasonText(limit, 'en'), /42,949,672\.95 roubles/)
})

t.test("the register's codes are of the catalogue, and the silent ones say so", async (t) => {
  for (const code of Object.keys(registerErrors)) t.ok(code in catalogues.ru, code)
  t.ok(isSilent('TIMEOUT'))
  t.notOk(isSilent('NO_PAPER'))
})

t.test('every message of Bitrix24 is said in both languages', async (t) => {
  const place = { kind: 'item', number: 2, name: 'Tea', field: 'vat' } as const
  for (const [key, { ru }] of Object.entries(messages)) {
    const names = [...ru.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    const values = Object.fromEntries(
      names.map((name) => [name, name === 'place' ? place : name === 'detail' ? bodyDamage.json : `<${name}>`]),
    )
    const problem: Problem = { key: key as MessageKey, values }
    for (const language of languages) {
      const text = problemText(problem, language)
      t.equal(strayIn(text, language), undefined, `${key} ${language}`)
      for (const name of names) if (name !== 'place' && name !== 'detail') t.match(text, `<${name}>`, key)
    }
  }
  for (const [key, phrase] of Object.entries(bodyDamage))
    for (const language of languages) t.equal(strayIn(phrase[language], language), undefined, `${key} ${language}`)
  for (const field of Object.keys(fieldNames) as FieldName[]) {
    const places: readonly Place[] = [
      { kind: 'receipt', field },
      { kind: 'item', number: 1, field },
      { kind: 'payment', number: 1, field },
    ]
    for (const where of places) {
      for (const language of languages) t.equal(strayIn(describePlace(where, language), language), undefined, field)
    }
  }
})

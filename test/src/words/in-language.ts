import type { Language } from '../../../src/base/language.ts'

const cyrillic = /[А-Яа-яЁё]/
/** What is written in Latin letters in any language. */
const commands = /fiscal-bridge [a-z -]+|apt install [a-z]+/g
/** Three words in a row: no name, no abbreviation. */
const english = /[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}/

/** What is wrong with a text that should be in that language and none other, its data being Latin; undefined when nothing is. */
export function strayIn(text: string, language: Language): string | undefined {
  if (text.trim() === '') return 'empty'
  if (/undefined|\[object|\{\w+\}|NaN/.test(text)) return `not filled: ${text}`
  if (language === 'en') return cyrillic.test(text) ? `Russian: ${text}` : undefined
  if (!cyrillic.test(text)) return `no Russian: ${text}`
  return english.test(text.replace(commands, '')) ? `English: ${text}` : undefined
}

import type { Reason } from '../../../drivers/reason.ts'
import type { Language, Phrase } from '../../base/language.ts'
import { reasonText } from '../../words/reason-text.ts'
import { messages } from './messages.ts'
import { describePlace, type Place, quote } from './places.ts'

export type MessageKey = keyof typeof messages

/** `{name}` placeholders of a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type Value = string | number | Place | Phrase | Reason
export type Values<Key extends MessageKey> = Readonly<Record<Placeholders<(typeof messages)[Key]['ru']>, Value>>

/** Something that a manager must read: an entry of the catalogue and what fills its text. Plain data, fit for a record. */
export interface Problem {
  readonly key: MessageKey
  readonly values: Readonly<Record<string, Value>>
}

/** Of one request so many are told at most. */
export const maxProblems = 10

export const problem = <Key extends MessageKey>(key: Key, values: Values<Key>): Problem => ({ key, values })

/** `B24-313`: the stable code that the README beside explains. */
export const codeOf = ({ key }: Problem): string => messages[key].code

/** Most characters of a reason, a whole text of ours and not a piece of a request. */
const maxReason = 500

/** `B24-313 Товар 2 «Шнурки», количество (quantity): …`. Pieces of the request in it are cleaned and cut. */
export function problemText(one: Problem, language: Language): string {
  const { code, [language]: template } = messages[one.key]
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = one.values[name]
    if (typeof value !== 'object') return quote(String(value ?? ''))
    if ('code' in value) return quote(reasonText(value, language), maxReason)
    return 'kind' in value ? describePlace(value, language) : value[language]
  })
  return `${code} ${text}`
}

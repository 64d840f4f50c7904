import { quote } from '../texts/places.ts'
import { contentFormat } from './content.ts'

/** Keys whose values are the buyer's: an alarm stands in logs and on a screen. */
const contacts: ReadonlySet<string> = new Set(['client_email', 'client_phone'])

const maxChanges = 5
const maxValue = 40

/**
 * What changed between two canonical contents of one check, for the alarm (promise, rule 12): `total_sum «100» → «120»`, a few
 * of them. Undefined when nothing did, or when one of them is not of this version, so that nothing can be said.
 */
export function contentChanges(before: string, after: string): string | undefined {
  const old = leavesOf(before)
  const now = leavesOf(after)
  if (old === undefined || now === undefined) return undefined
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key))
  if (keys.length === 0) return undefined
  const shown = keys.slice(0, maxChanges).map((key) => changeOf(key, old.get(key), now.get(key)))
  const more = keys.length - shown.length
  return more === 0 ? shown.join('; ') : `${shown.join('; ')}; и ещё отличий: ${more}`
}

function changeOf(key: string, old: string | undefined, now: string | undefined): string {
  if (contacts.has(key)) return `${key} изменён`
  const value = (text: string | undefined): string => (text === undefined ? 'нет' : `«${quote(text, maxValue)}»`)
  return `${quote(key)} ${value(old)} → ${value(now)}`
}

/** The values by their place: `items[0][price]`. */
function leavesOf(content: string): Map<string, string> | undefined {
  if (content === '') return undefined
  const { format, fields } = JSON.parse(content) as { readonly format: number; readonly fields: object }
  return format === contentFormat ? new Map(leaves(fields, '')) : undefined
}

function* leaves(value: unknown, place: string): Generator<[place: string, value: string]> {
  if (typeof value !== 'object' || value === null) return yield [place, String(value)]
  for (const [key, one] of Object.entries(value)) yield* leaves(one, place === '' ? key : `${place}[${key}]`)
}

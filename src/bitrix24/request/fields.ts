import { isUtf8 } from 'node:buffer'

/**
 * What a request's body holds, whichever way it was written. A text is kept as its bytes, one character a byte
 * (latin1), because product codes are not valid UTF-8. Lists are maps with the keys "0", "1" …, as PHP has them;
 * maps, so that no key can reach a prototype.
 */
export type Field = string | Fields
export interface Fields extends Map<string, Field> {}

/** Stands between the values of a list of contacts; no text that was read has one in it. */
export const betweenContacts = '\n'

/** Levels below the top one: as many as PHP itself reads (`max_input_nesting_level`). */
export const maxNesting = 64
/** Values, and likewise maps, in one body. */
export const maxKeys = 20_000

const beyondAscii = /[\x80-\xff]/

/** Bytes read as UTF-8; undefined when they are not. */
export function textOf(bytes: string): string | undefined {
  if (!beyondAscii.test(bytes)) return bytes
  const raw = Buffer.from(bytes, 'latin1')
  return isUtf8(raw) ? raw.toString('utf8') : undefined
}

/** The same for texts shown to people: what is not UTF-8 becomes U+FFFD. */
export const looseTextOf = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8')

/** Follows map keys; undefined when the way ends early. */
export function fieldAt(fields: Fields, ...path: readonly string[]): Field | undefined {
  let at: Field | undefined = fields
  for (const key of path) {
    if (at === undefined || typeof at === 'string') return undefined
    at = at.get(key)
  }
  return at
}

/** The values of a list in the order of their indexes, whatever order they came in; undefined for a map with other keys. */
export function listOf(fields: Fields): Field[] | undefined {
  let inOrder = true
  let last = -1
  for (const key of fields.keys()) {
    const index = /^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : undefined
    if (index === undefined) return undefined
    if (index < last) inOrder = false
    last = index
  }
  const entries = [...fields]
  if (!inOrder) entries.sort(([a], [b]) => Number(a) - Number(b))
  return entries.map(([, value]) => value)
}

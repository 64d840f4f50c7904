/** A value as PHP would hand it to http_build_query; `Uint8Array` stands for a string of raw bytes. */
export type PhpValue = string | number | boolean | null | undefined | Uint8Array | readonly PhpValue[] | PhpMap
export interface PhpMap {
  readonly [key: string]: PhpValue
}

const unreserved = /[A-Za-z0-9_.-]/

/** PHP's urlencode: everything but letters, digits and `-_.` escaped, space as `+`. */
export function phpEncode(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value
  let text = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    if (character === ' ') text += '+'
    else if (unreserved.test(character)) text += character
    else text += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return text
}

/** http_build_query: null and empty lists vanish, booleans are 1 and 0. */
export function buildForm(map: PhpMap): string {
  const parts: string[] = []
  const walk = (path: string, value: PhpValue): void => {
    if (value === null || value === undefined) return
    if (typeof value === 'object' && !(value instanceof Uint8Array)) {
      for (const [key, inner] of Object.entries(value)) walk(`${path}%5B${phpEncode(key)}%5D`, inner as PhpValue)
      return
    }
    const text = typeof value === 'boolean' ? (value ? '1' : '0') : value
    parts.push(`${path}=${phpEncode(typeof text === 'number' ? String(text) : text)}`)
  }
  for (const [key, value] of Object.entries(map)) walk(phpEncode(key), value)
  return parts.join('&')
}

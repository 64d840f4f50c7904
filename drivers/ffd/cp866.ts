import iconv from 'iconv-lite'
import { LayoutError } from '../bytes.ts'

/** A one-byte character set, both directions. */
export interface Charset {
  decode(bytes: Uint8Array): string
  /** Throws LayoutError on a character that the set does not have. */
  encode(text: string): Uint8Array
  has(character: string): boolean
}

/** Stands for a byte that has no known character. */
export const unknownCharacter = '\uFFFD'

/**
 * A character set from the 256 characters of its bytes. `aliases` are further characters that are written as the byte of
 * one that the set has.
 */
export function charset(characters: readonly string[], aliases: Readonly<Record<string, string>> = {}): Charset {
  const bytes = new Map<string, number>()
  for (const [byte, character] of characters.entries()) {
    if (character !== unknownCharacter && !bytes.has(character)) bytes.set(character, byte)
  }
  for (const [alias, character] of Object.entries(aliases)) bytes.set(alias, bytes.get(character) as number)
  return {
    decode: (encoded) => Array.from(encoded, (byte) => characters[byte] as string).join(''),
    encode: (text) =>
      Uint8Array.from(Array.from(text), (character) => {
        const byte = bytes.get(character)
        if (byte === undefined) throw new LayoutError(`no such character in the register's set: ${character}`)
        return byte
      }),
    has: (character) => bytes.has(character),
  }
}

/** The characters of CP866 in the order of their bytes. */
export const cp866Characters: readonly string[] = Array.from(
  iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), 'cp866'),
)

/**
 * CP866, the set of texts in the fiscal memory (fiscal-data 0). The aliases are what ATOL's external set has in the same
 * places, so that any text a register took can be stored.
 */
export const cp866 = charset(cp866Characters, { '’': "'", '€': 'Є', '\u2011': '·' })

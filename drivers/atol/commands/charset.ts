/** Character sets of ATOL's registers (protocol 7) and the way of any Unicode text into them. */
import { type Charset, charset, cp866, cp866Characters, unknownCharacter } from '../../ffd/cp866.ts'
import { spell } from '../../ffd/spelling.ts'

const withCharacters = (base: readonly string[], changes: Readonly<Record<number, string>>): string[] =>
  base.map((character, byte) => changes[byte] ?? character)

/**
 * The external set, of texts in commands: CP866 with № and $ swapped, € at F2h and a non-breaking hyphen at FAh. Two
 * departures keep ordinary texts the same after a round trip: 27h, drawn as ’ by the register, is the apostrophe ' of every
 * keyboard; · has lost its place to the hyphen and takes that of the bullet, F9h, which looks alike.
 */
export const externalCharset: Charset = charset(
  withCharacters(cp866Characters, { 36: '№', 252: '$', 242: '€', 249: '·', 250: '\u2011' }),
  { '’': "'", '∙': '·' },
)

export const decodeText = (bytes: Uint8Array): string => externalCharset.decode(bytes)
/** Throws LayoutError on a character outside the external set: pass text through `printable` first. */
export const encodeText = (text: string): Uint8Array => externalCharset.encode(text)

const range = (first: number, text: string): Record<number, string> =>
  Object.fromEntries(Array.from(text, (character, at) => [first + at, character]))

/** The internal set, of texts that 46h reads from tables. Bytes that no source knows are decoded as U+FFFD. */
const internalCharset: Charset = charset(
  withCharacters(
    Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? String.fromCharCode(byte) : unknownCharacter)),
    {
      ...range(0x00, 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'),
      ...range(0x80, 'абвгдежзийклмнопрстуфхцчшщъыьэюя'),
      ...range(0xa0, '$€—'),
      ...range(0xf0, 'Ёё'),
      36: '№',
    },
  ),
  { '’': "'" },
)

export const decodeTableText = (bytes: Uint8Array): string => internalCharset.decode(bytes)
/** Throws LayoutError on a character outside the internal set. */
export const encodeTableText = (text: string): Uint8Array => internalCharset.encode(text)

/** What both the register's external set and the fiscal memory's CP866 can hold and a printer can draw. */
const isPrintable = (character: string): boolean =>
  character >= ' ' &&
  character !== '\u007F' &&
  character !== '\u00A0' &&
  externalCharset.has(character) &&
  cp866.has(character)

/** Text as the register can print it (see `spell`), cut to `max` characters, each one byte. Never throws. */
export const printable = (text: string, max: number): string => spell(text, isPrintable).slice(0, max)

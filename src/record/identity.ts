import { createHmac } from 'node:crypto'

/** A real receipt, or a rehearsal, which must never answer for a real one (promise, rule 13). */
export type Mode = 'ACTIVE' | 'TEST'

/** The key from which receipts get their UUIDs: 32 random bytes, made once for an installation, kept with its data. */
export type InstallSecret = Uint8Array

/** Crockford's base 32: it has no I, L, O, U, so that a person can read a mark aloud from the paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The last `5 * length` bits of a number in base 32; `bytes` has its highest byte first. */
function base32(bytes: Uint8Array, length: number): string {
  let text = ''
  let bits = 0
  let held = 0
  for (let at = bytes.length - 1; text.length < length; ) {
    if (held < 5) {
      bits |= (bytes[at] ?? 0) << held
      held += 8
      at -= 1
    }
    text = alphabet.charAt(bits & 31) + text
    bits >>= 5
    held -= 5
  }
  return text
}

const keyed = (secret: InstallSecret, purpose: string, text: string): Uint8Array =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest()

/**
 * Our UUID of a receipt: 26 characters (130 bits) of a keyed hash of its mode and Bitrix24's uuid (promise, rule 13). The same check
 * always has the same UUID, and nobody without the install secret can guess one.
 */
export const uuidOf = (secret: InstallSecret, mode: Mode, bitrixUuid: string): string =>
  base32(keyed(secret, 'uuid', `${mode}\n${bitrixUuid}`), 26)

/** Whether a text has the form of our UUIDs. */
export const isUuid = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text)

const markLength = 14

/** The mark of a receipt in tag 1192 (16 characters at most): `FB` and the first 70 bits of its UUID. */
export const markOf = (uuid: string): string => `FB${uuid.slice(0, markLength)}`

/** Whether a text has the form of our marks, whichever bridge made it. */
export const isMark = (text: string): boolean => /^FB[0-9A-HJKMNP-TV-Z]{14}$/.test(text)

/** The beginning of the UUID of the receipt with this mark. */
export const uuidPrefixOf = (mark: string): string => mark.slice(2)

/** A keyed digest that stands in records and logs instead of the text; equal texts of one purpose have equal digests. */
export const digestOf = (secret: InstallSecret, purpose: string, text: string): string =>
  base32(keyed(secret, purpose, text), 26)

import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

const windows1251 = 'windows-1251'

/** Codes and not texts: what they hold goes on byte by byte. */
const codes: ReadonlySet<string> = new Set(['nomenclature_code', 'marking_code'])

const ascii = String.fromCharCode(...Array(0x80).keys())

/**
 * The character set that a content type names, if iconv-lite knows it and texts in it may stand between `&`, `=` and quotes:
 * ASCII must be ASCII in it, which neither UTF-16 nor base64 keeps.
 */
function declaredIn(contentType: string | undefined): string | undefined {
  const name = /;\s*charset\s*=\s*["']?(?:x-)?([\w.:-]+)/i.exec(contentType ?? '')?.[1]
  if (name === undefined || !iconv.encodingExists(name)) return undefined
  return iconv.decode(Buffer.from(ascii, 'latin1'), name) === ascii ? name : undefined
}

/** Makes UTF-8 of the texts in one body, whatever its portal is set in (bitrix24-contract 5). */
export class Charset {
  readonly #declared: string | undefined
  #assumed = false

  constructor(contentType: string | undefined) {
    this.#declared = declaredIn(contentType)
  }

  /** Texts were taken for windows-1251, and nothing in the request said that they are. */
  get assumed(): boolean {
    return this.#assumed
  }

  /**
   * The bytes of a value, one character a byte, as UTF-8. Bytes that are UTF-8 already stay, whatever the content type says:
   * no word of a one-byte set reads so. What is neither stays too, for whoever reads the field to refuse.
   */
  utf8Of(key: string, bytes: string): string {
    if (!beyondAscii.test(bytes) || codes.has(key)) return bytes
    const raw = Buffer.from(bytes, 'latin1')
    if (isUtf8(raw)) return bytes
    if (this.#declared !== undefined) return inUtf8(raw, this.#declared)
    if (!looksLikeWindows1251(bytes, raw)) return bytes
    this.#assumed = true
    return inUtf8(raw, windows1251)
  }
}

const beyondAscii = /[\x80-\xff]/

/** What the set cannot say becomes U+FFFD, which is left as the bytes that it was: a text with holes is no text. */
function inUtf8(raw: Buffer, charset: string): string {
  const text = iconv.decode(raw, charset)
  return text.includes('\ufffd') ? raw.toString('latin1') : Buffer.from(text, 'utf8').toString('latin1')
}

/** Bytes of windows-1251 that texts of goods do not have; left are letters and « » „ “ ” ‘ ’ – — … • № ° ± · § © ® ™ €, hard space and hyphen. */
const strange = /[\x80-\x83\x86\x87\x89-\x90\x98\x9a-\x9f\xa3\xa4\xa6\xac\xb5\xb6\xbc-\xbe]/
/** Letters of Russian, Belarusian and Ukrainian. */
const word = /[\xa1\xa2\xa5\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf\xc0-\xff]{2,}/g
const smallBeforeCapital = /[\xa2\xb3\xb4\xb8\xba\xbf\xe0-\xff][\xa1\xa5\xa8\xaa\xaf\xb2\xc0-\xdf]/g
const smallBeforeSmall = /(?<=[\xa2\xb3\xb4\xb8\xba\xbf\xe0-\xff])[\xa2\xb3\xb4\xb8\xba\xbf\xe0-\xff]/g

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0

/**
 * Whether bytes that are no UTF-8 are Russian in windows-1251, and not UTF-8 that was cut or damaged (which still reads as
 * UTF-8 for the most part), not KOI8-R or CP866 (whose capitals and signs fall elsewhere), and not an accent of a Western set
 * (which stands alone).
 */
function looksLikeWindows1251(bytes: string, raw: Buffer): boolean {
  if (strange.test(bytes)) return false
  const letters = (bytes.match(word) ?? []).join('').length
  const read = raw.toString('utf8')
  const unread = count(read, /\ufffd/g)
  return (
    letters * 2 > count(bytes, /[\x80-\xff]/g) &&
    unread >= count(read, /[\u0080-\ufffc\u{10000}-\u{10ffff}]/gu) &&
    count(bytes, smallBeforeCapital) <= count(bytes, smallBeforeSmall)
  )
}

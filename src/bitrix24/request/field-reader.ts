import type { Kopecks, Quantity } from '../../../drivers/money.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { FieldName, Place } from '../texts/places.ts'
import { type MessageKey, maxProblems, type Problem, problem, type Values } from '../texts/problem.ts'
import { type Decimal, exactTo, kopeckInMillionths, parseDecimal, roundTo } from './decimal.ts'
import { betweenContacts, type Field, type Fields, listOf, looseTextOf, textOf } from './fields.ts'
import { plainText } from './plain-text.ts'

/** Practical limit of a price, a line and a receipt: 99 999 999.99 roubles (fiscal-data 0). */
const maxKopecks = 9_999_999_999n
/** Five BCD bytes of thousandths on the wire. */
const maxThousandths = 9_999_999_999n
const maxText = 1_000

/** An amount as it was sent, in millionths of a rouble, and rounded to kopecks. */
export interface Amount {
  readonly exactSum: bigint
  readonly sum: Kopecks
}

/** Reads typed values out of fields and collects what is wrong with them; a value that is wrong reads as undefined. */
export class FieldReader {
  readonly problems: Problem[] = []
  /** Contacts that were sent and cannot be read. */
  readonly unreadable: FieldName[] = []
  /** Lines with a negative number, by their place. */
  readonly #negativeLines = new Set<number>()

  /** Whether further problems would not be told anyway. */
  get full(): boolean {
    return this.problems.length >= maxProblems
  }

  refuse<Key extends MessageKey>(key: Key, values: Values<Key>): undefined {
    if (!this.full) this.problems.push(problem(key, values))
    return undefined
  }

  /** A value that must be there: complains unless reading it has complained already. */
  needed<T>(place: Place, read: () => T | undefined): T | undefined {
    const complaints = this.problems.length
    const value = read()
    if (value === undefined && this.problems.length === complaints) this.refuse('fieldMissing', { place })
    return value
  }

  /** Text without control characters; undefined when missing or empty. */
  text(fields: Fields, key: string, place: Place, limit = maxText): string | undefined {
    return this.#fit(this.#textAt(fields, key, place, textOf)?.replace(controls, ' ').trim(), place, limit)
  }

  /** A text for paper and OFD, which may have been stored as HTML. */
  prose(fields: Fields, key: string, place: Place, limit = maxText): string | undefined {
    const text = this.#textAt(fields, key, place, textOf)
    return text === undefined ? undefined : this.#fit(plainText(text).replace(controls, ' ').trim(), place, limit)
  }

  /** A code with whatever a scanner put into it; bytes that are no UTF-8 are characters of their own. */
  code(fields: Fields, key: string, place: Place, limit = maxText): string | undefined {
    return this.#fit(
      this.#textAt(fields, key, place, (bytes) => textOf(bytes) ?? bytes),
      place,
      limit,
    )
  }

  #textAt(fields: Fields, key: string, place: Place, read: typeof textOf): string | undefined {
    const field = fields.get(key)
    if (field === undefined || field === '') return undefined
    if (typeof field !== 'string') return this.refuse('fieldNotText', { place })
    return read(field) ?? this.refuse('fieldEncoding', { place })
  }

  #fit(text: string | undefined, place: Place, limit: number): string | undefined {
    if (text !== undefined && text.length > limit) return this.refuse('fieldTooLong', { place, limit })
    return text === '' ? undefined : text
  }

  /**
   * A contact, which is never worth a sale: of a list all its texts, for `contacts.ts` to choose from; what cannot be read is left out
   * and noted in `unreadable`.
   */
  contact(fields: Fields, key: FieldName): string | undefined {
    const field = fields.get(key)
    if (isEmpty(field)) return undefined
    const values = typeof field === 'object' ? [...field.values()] : [field]
    const texts = values.map((value) => (typeof value === 'string' ? contactText(value) : undefined))
    const usable = texts.filter((text) => text !== undefined && text !== '' && text.length <= maxText)
    if (usable.length > 0) return usable.join(betweenContacts)
    if (texts.some((text) => text !== '')) this.unreadable.push(key)
    return undefined
  }

  oneOf<Key extends string>(
    fields: Fields,
    key: string,
    table: Readonly<Record<Key, unknown>>,
    place: Place,
  ): Key | undefined {
    const text = this.text(fields, key, place)
    if (text === undefined) return undefined
    return Object.hasOwn(table, text) ? (text as Key) : this.refuse('unknownValue', { place, value: text })
  }

  /** An amount, exact and rounded half away from zero: a portal may carry fractions of kopecks (its `value_precision`, fiscal-data 1.3, 4.3). */
  amount(fields: Fields, key: string, place: Place): Amount | undefined {
    const number = this.#number(fields, key, place)
    if (number === undefined) return undefined
    const fit = this.#inRange(roundTo(number.decimal, 2), maxKopecks, number.text, '99 999 999.99', place)
    return fit === undefined ? undefined : { sum: kopecks(fit), exactSum: roundTo(number.decimal, 6) }
  }

  /** A price in millionths of a rouble, beyond which everything is float noise. */
  price(fields: Fields, key: string, place: Place, optional: boolean): bigint | undefined {
    if (optional && isEmpty(fields.get(key))) return undefined
    const number = this.#number(fields, key, place)
    if (number === undefined) return undefined
    const price = roundTo(number.decimal, 6)
    return this.#inRange(price, maxKopecks * kopeckInMillionths, number.text, '99 999 999.99', place)
  }

  quantity(fields: Fields, key: string, place: Place): Quantity | undefined {
    const number = this.#number(fields, key, place)
    if (number === undefined) return undefined
    const amount = exactTo(number.decimal, 3)
    if (amount === undefined) return this.refuse('partOfThousandth', { place, value: number.text })
    const fit = this.#inRange(amount, maxThousandths, number.text, '9 999 999.999', place)
    if (fit === undefined) return undefined
    return fit === 0n ? this.refuse('zeroQuantity', { place }) : quantity(fit)
  }

  /** Values of a list that must be there; none after a complaint. */
  list(fields: Fields, place: Place & { readonly kind: 'receipt' }, limit: number, optional = false): Field[] {
    const field = fields.get(place.field)
    if (isEmpty(field)) {
      if (!optional) this.refuse('fieldMissing', { place })
      return []
    }
    const list = typeof field === 'object' ? listOf(field) : undefined
    if (list === undefined) this.refuse('fieldNotList', { place })
    else if (list.length > limit) this.refuse('tooMany', { place, count: list.length, limit })
    else return list
    return []
  }

  /** A register counts in roubles only; a missing currency is the rouble. An order has one, and another one is told once. */
  currency(fields: Fields, place: Place): void {
    const field = fields.get('currency')
    if (field === undefined || field === '' || field === 'RUB' || field === 'RUR') return
    if (this.problems.some(({ key }) => key === 'otherCurrency')) return
    this.refuse('otherCurrency', { place, value: typeof field === 'string' ? looseTextOf(field) : '' })
  }

  #number(fields: Fields, key: string, place: Place): { readonly decimal: Decimal; readonly text: string } | undefined {
    const field = fields.get(key)
    if (isEmpty(field)) return this.refuse('fieldMissing', { place })
    if (typeof field !== 'string') return this.refuse('fieldNotText', { place })
    const decimal = parseDecimal(field.trim())
    if (decimal === undefined) return this.refuse('notNumber', { place, value: looseTextOf(field) })
    return { decimal, text: field }
  }

  #inRange(amount: bigint, max: bigint, value: string, limit: string, place: Place): bigint | undefined {
    if (amount < 0n) return this.#negative(place, value)
    return amount > max ? this.refuse('tooLarge', { place, value, limit }) : amount
  }

  /** One mistake, one text: a negative line has its sign in price and sum alike, and the first that is read names it. */
  #negative(place: Place, value: string): undefined {
    if (place.kind === 'item') {
      if (this.#negativeLines.has(place.number)) return undefined
      this.#negativeLines.add(place.number)
    }
    return this.refuse('negative', { place, value })
  }
}

const contactText = (bytes: string): string | undefined => {
  const text = textOf(bytes)
  return text === undefined ? undefined : plainText(text).replace(controls, ' ').trim()
}

const controls = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

const isEmpty = (field: Field | undefined): boolean =>
  field === undefined || field === '' || (typeof field === 'object' && field.size === 0)

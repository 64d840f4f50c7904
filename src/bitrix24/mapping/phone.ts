import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { wholeContacts } from './whole-contacts.ts'

/** Words before a number, which say that it is one. */
const labels =
  /^(?:(?:тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|т|м|phone|mobile|tel|whats\s?app|viber|telegram)[.:\s]+)+/i

/** What begins no number of +7: a mobile number that lost a digit reads so, and passes for one. */
const lostDigit = /^\+7[78]9/

const digitsAndSigns = /^[+\d\s().\p{Pd}]+$/u

/** A plus before the 8 of Russia, Belarus and Kazakhstan, which is no country's code: `+8 495 …`, where `+84 95 …` is Vietnam. */
const plusBeforeTrunk = /^\+(?=8[\s(\p{Pd}])/u

/** Ways in which people of a country may have meant a number, the likeliest first. */
function* readings(text: string, country: CountryCode): Generator<readonly [number: string, country: CountryCode]> {
  yield [text.replace(plusBeforeTrunk, ''), country]
  if (!digitsAndSigns.test(text)) return
  if (text.startsWith('+')) yield [text.slice(1), country]
  const digits = text.replace(/\D/g, '')
  // A country's code without its plus, or behind the 00 of other countries; an 8 in front is how these three dial.
  if (!digits.startsWith('8')) yield [`+${digits.replace(/^(?:00|011)/, '')}`, country]
  // 8 0XX is how Belarus dials inside the country; nowhere a code begins so.
  if (/^80\d{9}$/.test(digits)) yield [digits, 'BY']
}

/** One number as `+79123456789`, its extension left out; undefined for what is none from end to end. */
function numberOf(text: string, country: CountryCode): string | undefined {
  for (const [number, defaultCountry] of readings(text.replace(labels, ''), country)) {
    const parsed = parsePhoneNumberFromString(number, { defaultCountry, extract: false })
    if (parsed?.isValid() === true && !lostDigit.test(parsed.number)) return parsed.number
  }
  return undefined
}

/**
 * A phone as tags 1008 and 1171 want it, of several the first one; undefined when there is none that is understood whole.
 * Without a country's code it is a number of the shop's country.
 */
export const phoneOf = (text: string | undefined, country: CountryCode): string | undefined =>
  wholeContacts(text, (one) => {
    const whole = numberOf(one, country)
    if (whole !== undefined) return whole
    const numbers = one.split(/[,;/]/).map((part) => numberOf(part.trim(), country))
    return numbers.includes(undefined) ? undefined : numbers[0]
  })

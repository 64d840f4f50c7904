const maxContact = 64
/** Letters that every register can print; others could not stand in tag 1008. */
const emailForm = /^[!#-'*+./\w{|}~а-яё^`=?-]+@[\w.а-яё-]+$/i

/** An e-mail fit for tags 1008 and 1117, of several the first one; undefined when there is none. */
export function emailOf(text: string | undefined): string | undefined {
  const parts = text?.replace(/\p{Cf}/gu, '').split(/[\s,;<>"()]+/) ?? []
  return parts.find((part) => part.length <= maxContact && emailForm.test(part))
}

/**
 * A phone as tags 1008 and 1171 want it, `+79123456789`; of several the first one. Russian numbers may lack their 7 or
 * begin with 8 (fiscal-data 4.2); anything else must be 8 to 15 digits with the country's code.
 */
export function phoneOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  for (const part of text.split(/[,;/#]|\p{L}/u)) {
    const phone = normalisePhone(part)
    if (phone !== undefined) return phone
  }
  return undefined
}

/** Ways to write a Russian number, and how many leading characters +7 takes the place of; a plus stands before the country's code. */
const russianForms: readonly (readonly [form: RegExp, replaced: number])[] = [
  [/^\d{10}$/, 0],
  [/^\+9\d{9}$/, 1],
  // 80, 81 and 82 begin other countries' numbers.
  [/^8[3-9]\d{9}$/, 1],
  [/^\+8[3-9]\d{9}$/, 2],
]

function normalisePhone(text: string): string | undefined {
  const plus = text.trim().startsWith('+') ? '+' : ''
  const number = plus + text.replace(/\D/g, '').replace(/^(?:00|011)/, '')
  for (const [form, replaced] of russianForms) if (form.test(number)) return `+7${number.slice(replaced)}`
  const digits = number.slice(plus.length)
  // No country's code begins with 0, and with 7 all numbers have eleven digits.
  return /^(?:7\d{10}|[1-689]\d{7,14})$/.test(digits) ? `+${digits}` : undefined
}

export interface Contacts {
  readonly email: string | undefined
  readonly phone: string | undefined
  /** The shop's own address, which Bitrix24 also puts in place of a missing buyer's. */
  readonly serviceEmail: string | undefined
}

/**
 * The buyer's contact for tag 1008. The shop's own address is not the buyer's: it is taken only when there is nothing else,
 * so that the receipt still goes somewhere.
 */
export function buyerOf(contacts: Contacts, preferred: 'email' | 'phone'): string | undefined {
  const email = emailOf(contacts.email)
  const phone = phoneOf(contacts.phone)
  const own = email !== undefined && email.toLowerCase() === emailOf(contacts.serviceEmail)?.toLowerCase()
  const order = preferred === 'email' ? [own ? undefined : email, phone] : [phone, own ? undefined : email]
  return order.find((one) => one !== undefined) ?? email
}

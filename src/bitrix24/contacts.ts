const maxContact = 64
const emailForm = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+$/

/** An e-mail fit for tags 1008 and 1117; undefined for anything else. */
export function emailOf(text: string | undefined): string | undefined {
  const email = text?.trim() ?? ''
  return email.length <= maxContact && emailForm.test(email) ? email : undefined
}

/**
 * A phone as tags 1008 and 1171 want it, `+79123456789`; of several the first one. Russian numbers may lack their 7 or
 * begin with 8 (fiscal-data 4.2); anything else must be 8 to 15 digits with the country's code.
 */
export function phoneOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  for (const part of text.split(/[,;/]|\p{L}/u)) {
    const phone = normalisePhone(part)
    if (phone !== undefined) return phone
  }
  return undefined
}

function normalisePhone(text: string): string | undefined {
  const abroad = text.trim().startsWith('+')
  const digits = text.replace(/\D/g, '').replace(/^(?:00|011)/, '')
  if (digits.length === 10 && !abroad) return `+7${digits}`
  // 80, 81 and 82 begin other countries' numbers; after a plus only 89 is surely a mobile of ours typed with an 8.
  if (digits.length === 11 && (abroad ? /^89/ : /^8[3-9]/).test(digits)) return `+7${digits.slice(1)}`
  return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : undefined
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

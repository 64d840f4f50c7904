import { betweenContacts } from '../request/fields.ts'

/**
 * The first of several contacts that is understood whole. What is understood in part is somebody else's address, or nobody's
 * (fiscal-data 4.2): nothing is cut out of a text.
 */
export function wholeContacts(text: string | undefined, read: (one: string) => string | undefined): string | undefined {
  for (const one of text?.split(betweenContacts) ?? []) {
    const contact = read(one.replace(/\p{Cf}/gu, '').trim())
    if (contact !== undefined) return contact
  }
  return undefined
}

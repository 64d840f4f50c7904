import { wholeContacts } from './whole-contacts.ts'

const maxContact = 64

/** Letters that every register can print; others could not stand in tag 1008. Points stand between, never two together. */
const atom = "[!#-'*+/\\w{|}~а-яё^`=?-]+"
const label = '[a-z0-9а-яё](?:[a-z0-9а-яё-]*[a-z0-9а-яё])?'
const zone = '(?:[a-zа-яё]{2,}|xn--[a-z0-9-]*[a-z0-9])'
const form = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${zone}$`, 'i')

const isEmail = (text: string): boolean => text.length <= maxContact && form.test(text)

/** Ways to write one address: `Иван <ivan@example.ru>`, `"ivan@example.ru"`, `mailto:`. */
const wrappings = [/^[^<>@]*<([^<>]+)>$/, /^"([^"]+)"$/, /^\(([^()]+)\)$/, /^mailto:(.+)$/i]

function unwrapped(text: string): string {
  for (const wrapping of wrappings) {
    const inner = wrapping.exec(text)?.[1]
    if (inner !== undefined) return inner.trim()
  }
  return text
}

/** An e-mail fit for tags 1008 and 1117, of several the first one; undefined when there is none that is understood whole. */
export const emailOf = (text: string | undefined): string | undefined =>
  wholeContacts(text, (one) => {
    const addresses = unwrapped(one).split(/[,;\s]+/)
    const filled = addresses.filter((address) => address !== '')
    return filled.every(isEmail) ? filled[0] : undefined
  })

import { readFileSync } from 'node:fs'
import { portal } from '../chaos/config.ts'
import type { Random } from '../chaos/random.ts'

interface Samples {
  readonly receipts: readonly { readonly form_body: string }[]
}

const path = new URL('../fixtures/sample-receipts.json', import.meta.url)
const forms = (JSON.parse(readFileSync(path, 'utf8')) as Samples).receipts.map(({ form_body }) => form_body)

/** What breaks parsers: halves of escapes, brackets, numbers that are none, keys of prototypes, bytes that are no text. */
const pieces = [
  '%',
  '%0',
  '%00',
  '%ff%fe',
  '[',
  ']',
  '[]',
  '%5B%5D',
  '&&&',
  '=',
  '__proto__[x]=1',
  'constructor=1',
  'NaN',
  '-1',
  '1e400',
  '0x10',
  '99999999999999999999.99',
  '0.0000001',
  '{"a":',
  '[[[[',
  '\\u0000',
  '\u0000',
  'null',
  'items[0][sum]=-5',
  'uuid=../../../etc/passwd',
] as const

const kinds = ['bytes', 'cut', 'spliced', 'values', 'nested', 'many', 'json', 'empty'] as const

/** A body that nobody honest sends: never one that the bridge could accept, because its sums contradict each other. */
export function hostileBody(random: Random): Uint8Array {
  const form = spoil(random.pick(forms), random.chance(0.8) ? portal.password : 'wrong')
  switch (random.pick(kinds)) {
    case 'bytes':
      return random.bytes(random.between(0, 2_000))
    case 'cut':
      return Buffer.from(form.slice(random.below(form.length), random.below(form.length)), 'latin1')
    case 'spliced':
      return Buffer.from(splice(form, random), 'latin1')
    case 'values':
      return Buffer.from(
        form.replace(/=[^&]*/g, (value) => (random.chance(0.1) ? `=${random.pick(pieces)}` : value)),
        'latin1',
      )
    case 'nested':
      return Buffer.from(`items${'[a]'.repeat(random.between(1, 3_000))}=1&${form}`, 'latin1')
    case 'many':
      return Buffer.from(`${form}${'&items[][name]=x'.repeat(random.between(1, 3_000))}`, 'latin1')
    case 'json':
      return Buffer.from(splice(JSON.stringify({ type: 'sell', items: ['x', { a: form }], total_sum: 1 }), random))
    case 'empty':
      return new Uint8Array()
  }
}

/** A sample under the shop's name, paid with a kopeck and totalling two. */
function spoil(form: string, password: string): string {
  const values: Readonly<Record<string, string>> = { LOGIN: portal.login, PASSWORD: password, INN: portal.inn }
  return form
    .replace(/((LOGIN|PASSWORD|INN)%5D=)[^&]*/g, (_, key: string, name: string) => `${key}${values[name]}`)
    .replace(/(payments%5B\d+%5D%5Bsum%5D=)[^&]*/g, '$10.01')
    .replace(/(total_sum=)[^&]*/, '$10.02')
    .replace(/(number_kkm=)[^&]*/, '$1')
}

function splice(text: string, random: Random): string {
  let edited = text
  for (let edit = random.between(1, 8); edit > 0; edit -= 1) {
    const at = random.below(edited.length + 1)
    const put = random.chance(0.3) ? String.fromCharCode(random.below(256)) : random.pick(pieces)
    edited = edited.slice(0, at) + put + edited.slice(at + random.below(6))
  }
  return edited
}

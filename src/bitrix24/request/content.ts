import { type Field, type Fields, listOf, textOf } from './fields.ts'
import type { PrintRequest } from './print-request.ts'

/** Version of the canonical texts below: two of different versions say nothing about each other. */
export const contentFormat = 1

/** Differs on every send, or holds a password. */
const notContent = new Set(['date_create', 'cashbox_params'])

/**
 * A request as received, in one canonical text: what tells whether the same check came back with other content. Keys are
 * sorted, values stand as they were sent; nothing of our settings is in it (promise, rule 12).
 */
export function contentOf(fields: Fields): string {
  const content = new Map([...fields].filter(([key]) => !notContent.has(key)))
  return `{"format":${contentFormat},"fields":${canonical(content)}}`
}

/** JSON of a field, written as text at once: every PRINT pays for it. */
function canonical(field: Field): string {
  if (typeof field === 'string') {
    if (plain.test(field)) return `"${field}"`
    return JSON.stringify(textOf(field) ?? { $hex: Buffer.from(field, 'latin1').toString('hex') })
  }
  const list = field.size === 0 ? undefined : listOf(field)
  if (list !== undefined) return `[${list.map(canonical).join()}]`
  let members = ''
  for (const key of [...field.keys()].sort()) {
    const name = plain.test(key) ? `"${key}"` : JSON.stringify(textOf(key) ?? key)
    members += `${members === '' ? '' : ','}${name}:${canonical(field.get(key) ?? '')}`
  }
  return `{${members}}`
}

/** Nothing in it that JSON writes as an escape. */
const plain = /^[\w .:@+|-]*$/

/**
 * What makes two receipts the same sale although their numbers differ: type, lines, payments and buyer; not uuid, not date
 * (the guard against lost answers). Float noise does not matter in it.
 */
export function sameSaleOf({ type, items, payments, clientEmail, clientPhone }: PrintRequest): string {
  return JSON.stringify([
    contentFormat,
    type,
    items.map((item) => [
      item.name,
      item.exactPrice.toString(),
      item.quantity.toString(),
      item.sum.toString(),
      item.vatId ?? null,
      item.object ?? null,
      item.method ?? null,
      item.markingCode ?? null,
    ]),
    payments.map(({ kind, sum }) => [kind, sum.toString()]),
    clientEmail ?? null,
    clientPhone ?? null,
  ])
}

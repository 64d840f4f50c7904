/** A document of the fiscal memory as JSON, for the admin interface and for comparing documents. */
import { formatKopecks, formatQuantity, kopecks, quantity } from '../money.ts'
import type { StoredDocument } from './document.ts'
import { amountOf, nestedOf, numberOf, type Tag, type Tags, type TagValue, tagTypes } from './tags.ts'

/** Tag numbers as keys; money and quantity as decimal text, other integers as numbers, bytes as upper-case hex. */
export type JsonValue = string | number | JsonTags | readonly JsonValue[]
export interface JsonTags {
  readonly [tag: string]: JsonValue
}
export interface DocumentJson {
  readonly number: number
  readonly tags: JsonTags
}

/** 1115 without its inner 1119: code of the rate (1199) -> amount (1120). */
const vatTotals = (tags: Tags): JsonTags =>
  Object.fromEntries(
    nestedOf(tags, 1119).map((total) => [
      String(numberOf(total, 1199)),
      formatKopecks(kopecks(amountOf(total, 1120) ?? 0n)),
    ]),
  )

function jsonOf(tag: number, value: TagValue): JsonValue {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint') {
    return tagTypes[tag] === 'quantity' ? formatQuantity(quantity(value)) : formatKopecks(kopecks(value))
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex').toUpperCase()
  return tag === 1115 ? vatTotals(value) : tagsJson(value)
}

/** Tags as an object: a repeated one is an array; 1059 always is. */
function tagsJson(tags: Tags): JsonTags {
  const groups = new Map<number, JsonValue[]>()
  for (const { tag, value } of tags as readonly Tag[]) groups.set(tag, [...(groups.get(tag) ?? []), jsonOf(tag, value)])
  return Object.fromEntries(
    [...groups].map(([tag, values]) => [
      String(tag),
      values.length === 1 && tag !== 1059 ? (values[0] as JsonValue) : values,
    ]),
  )
}

export const documentJson = ({ number, tags }: StoredDocument): DocumentJson => ({ number, tags: tagsJson(tags) })

import { paymentForms } from './codes.ts'
import { amountOf, nestedOf, type Tags, valuesOf } from './tags.ts'

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)

/** Sums of the lines (1043); undefined when one of them cannot be read. */
function lineSums(tags: Tags): readonly bigint[] | undefined {
  const lines = nestedOf(tags, 1059)
  const sums = lines.flatMap((line) => amountOf(line, 1043) ?? [])
  return sums.length === valuesOf(tags, 1059).length ? sums : undefined
}

/**
 * Whether a receipt that was read has all its lines and payments: each covers the total (1020), which may be the lines' sum less
 * some kopecks (fiscal-data 5.2). A listing that ended early shows so, in whatever order its tags stand.
 */
export function addsUp(tags: Tags): boolean {
  const total = amountOf(tags, 1020) ?? 0n
  const paid = Object.values(paymentForms).map(({ tag }) => amountOf(tags, tag) ?? 0n)
  const lines = lineSums(tags)
  return sumOf(paid) >= total && (lines === undefined || (lines.length > 0 && sumOf(lines) >= total))
}

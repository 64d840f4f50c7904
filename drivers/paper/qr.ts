import { localOfSeconds } from '../ffd/local-time.ts'
import { amountOf, numberOf, textOf } from '../ffd/tags.ts'
import { formatKopecks, kopecks } from '../money.ts'
import type { StoredDocument } from '../register.ts'

const two = (value: number): string => value.toString().padStart(2, '0')

/** `t=20261123T1316&s=5898.00&fn=…&i=9895&fp=…&n=1` (fiscal-data 7); undefined for a document that is no receipt. */
export function qrText({ fn, number, tags }: StoredDocument): string | undefined {
  const settlement = numberOf(tags, 1054)
  const total = amountOf(tags, 1020)
  const at = numberOf(tags, 1012)
  if (settlement === undefined || total === undefined || at === undefined) return undefined
  const { year, month, day, hour, minute } = localOfSeconds(at)
  const time = `${year}${two(month)}${two(day)}T${two(hour)}${two(minute)}`
  const sum = formatKopecks(kopecks(total))
  return `t=${time}&s=${sum}&fn=${fn}&i=${number}&fp=${textOf(tags, 1077) ?? '0'}&n=${settlement}`
}

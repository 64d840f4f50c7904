import type { StoredDocument } from '../ffd/document.ts'
import { type LocalTime, localOfSeconds } from '../ffd/local-time.ts'
import { amountOf, numberOf, textOf } from '../ffd/tags.ts'
import type { Kopecks } from '../money.ts'
import { formatKopecks, kopecks } from '../money.ts'

const two = (value: number): string => value.toString().padStart(2, '0')

/** What stands in the QR code of a receipt. */
export interface QrFacts {
  readonly fn: string
  readonly number: number
  /** Fiscal sign (1077). */
  readonly sign: string
  /** Value of 1054. */
  readonly settlement: number
  readonly total: Kopecks
  /** Local time of the register. */
  readonly at: LocalTime
}

/** `t=20261123T1316&s=5898.00&fn=…&i=9895&fp=…&n=1` (fiscal-data 7). */
export function qrTextOf({ fn, number, sign, settlement, total, at }: QrFacts): string {
  const { year, month, day, hour, minute } = at
  const time = `${year}${two(month)}${two(day)}T${two(hour)}${two(minute)}`
  return `t=${time}&s=${formatKopecks(total)}&fn=${fn}&i=${number}&fp=${sign}&n=${settlement}`
}

/** The same from a stored document; undefined for one that is no receipt. */
export function qrText({ fn, number, tags }: StoredDocument): string | undefined {
  const settlement = numberOf(tags, 1054)
  const total = amountOf(tags, 1020)
  const at = numberOf(tags, 1012)
  if (settlement === undefined || total === undefined || at === undefined) return undefined
  const sign = textOf(tags, 1077) ?? '0'
  return qrTextOf({ fn, number, sign, settlement, total: kopecks(total), at: localOfSeconds(at) })
}

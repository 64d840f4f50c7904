import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'
import { OperatorError } from '../../base/operator-error.ts'
import { type PortalRate, portalRates } from '../../config/bitrix-settings.ts'
import type { Caller } from './portal-state.ts'
import { restErrorText } from './rest-error.ts'

/** A VAT record of the portal. `rate` undefined: no law or register knows it, so its receipts stay refused. */
export interface VatRecord {
  readonly id: string
  readonly name: string
  /** As the portal writes it. */
  readonly percent: string
  readonly rate: PortalRate | undefined
}

const known: ReadonlySet<string> = new Set(portalRates.filter((rate) => rate !== 'none'))
/** Rows of one page. */
const pageSize = 50

function recordOf(row: Readonly<Record<string, unknown>>): VatRecord {
  // This module of the portal writes its keys in camel case, older versions in capitals.
  const of = (name: string): unknown =>
    Object.entries(row).find(([key]) => key.replaceAll('_', '').toLowerCase() === name)?.[1]
  const name = String(of('name') ?? '')
  const percent = String(of('rate') ?? '')
  const digits = percent.replace(/\.0+$/, '')
  // Portals without EXCLUDE_VAT tell "without VAT" from 0 % by its name alone.
  const exempt = of('excludevat') === 'Y' || percent === '' || (digits === '0' && /без\s*ндс/i.test(name))
  const rate = exempt ? 'none' : known.has(digits) ? (digits as PortalRate) : undefined
  return { id: String(of('id')), name, percent, rate }
}

/** The portal's whole VAT table, in the order of its ids. Throws OperatorError. */
export async function readVatRecords(client: Caller, signal: AbortSignal): Promise<VatRecord[]> {
  const records: VatRecord[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const answer = await client.call('catalog.vat.list', { order: { id: 'ASC' }, start }, signal)
    if (!answer.ok) throw new OperatorError(`catalog.vat.list: ${restErrorText(answer.error)}`)
    const { result } = answer
    const rows = (result as { vats?: unknown } | null)?.vats ?? result
    if (!Array.isArray(rows)) throw new OperatorError('catalog.vat.list: портал ответил не списком ставок.')
    records.push(...rows.map((row) => recordOf(row as Record<string, unknown>)))
    start = answer.next !== undefined && rows.length >= pageSize ? answer.next : undefined
  }
  // Nothing at all is no table but trouble: with it every receipt with goods would be refused.
  if (records.length === 0) {
    throw new OperatorError(
      'catalog.vat.list: портал не назвал ни одной ставки, настройки не изменены. Заведите ставки НДС на портале.',
    )
  }
  return records.sort((one, other) => Number(one.id) - Number(other.id))
}

const formattingOptions: FormattingOptions = { insertSpaces: true, tabSize: 2 }

/** Lines without a VAT record come with this id: what it means is the shop's word and no record of the portal's. */
const withoutRecord = '0'

/** What the table must say: id -> rate, and undefined for an id of it that means no rate at this portal. */
export function vatTableOf(
  records: readonly VatRecord[],
  table: Readonly<Record<string, PortalRate>>,
): ReadonlyMap<string, PortalRate | undefined> {
  const stale = Object.keys(table).filter((id) => id !== withoutRecord)
  return new Map([
    ...stale.map((id) => [id, undefined] as const),
    ...records
      .filter(({ id, rate }) => rate !== undefined || Object.hasOwn(table, id))
      .map(({ id, rate }) => [id, rate] as const),
  ])
}

/** The settings' text with that table as `bitrix24.vat`; everything else, comments too, stays as it is. */
export const withVatTable = (config: string, table: ReadonlyMap<string, PortalRate | undefined>): string =>
  [...table].reduce(
    (text, [id, rate]) => applyEdits(text, modify(text, ['bitrix24', 'vat', id], rate, { formattingOptions })),
    config,
  )

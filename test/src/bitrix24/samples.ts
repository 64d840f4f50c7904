import { readFileSync } from 'node:fs'
import type { FfdVersion, FiscalReceipt, TaxSystem } from '../../../drivers/ffd/receipt.ts'
import { vatOf, vatRates } from '../../../drivers/ffd/vat.ts'
import { formatKopecks, formatQuantity, sumOf } from '../../../drivers/money.ts'
import type { LineContext } from '../../../src/bitrix24/mapping/line-mapping.ts'
import { type Mapped, toReceipt } from '../../../src/bitrix24/mapping/mapping.ts'
import { readBody } from '../../../src/bitrix24/request/body.ts'
import { toPrintRequest } from '../../../src/bitrix24/request/print-request.ts'
import { bitrixDefaults, type PortalRate, type ReceiptSettings } from '../../../src/config/bitrix-settings.ts'
import type { PhpMap, PhpValue } from './php-form.ts'

type Tags = Record<string, unknown>
interface Sample {
  readonly case: string
  readonly data: PhpMap
  readonly form_body: string
  readonly expect: Tags & {
    readonly accept: boolean
    readonly items?: readonly Tags[]
    readonly payments?: Tags
    readonly vat_totals?: Tags
  }
}
interface File {
  readonly receipts: readonly Sample[]
  readonly vat_legend: Record<string, { readonly rate: number | null }>
}

const file = JSON.parse(
  readFileSync(new URL('../../fixtures/sample-receipts.json', import.meta.url), 'utf8'),
  // {"$hex": …} stands for raw bytes.
  (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$hex' in value
      ? Uint8Array.from(Buffer.from(String(value.$hex), 'hex'))
      : value,
) as File

export const samples = file.receipts

/** The data of a sample, to be changed by a test. */
export function sampleData(name: string): Record<string, PhpValue> {
  const found = samples.find((sample) => sample.case === name)
  if (found === undefined) throw new Error(`no sample ${name}`)
  return structuredClone(found.data) as Record<string, PhpValue>
}

export const receiptSettings: ReceiptSettings = {
  ...bitrixDefaults,
  advanceVat: '22/122',
  vat: Object.fromEntries(
    Object.entries(file.vat_legend).map(([id, { rate }]) => [
      id,
      (rate === null ? 'none' : String(rate)) as PortalRate,
    ]),
  ),
}

export const contextOf = (taxSystem: TaxSystem = 1, ffd?: FfdVersion): LineContext => ({
  register: { taxSystem, markTag: 1192 },
  today: { year: 2026, month: 11, day: 23 },
  ...(ffd === undefined ? {} : { ffd }),
})

/** The whole way of a body: fields, request, receipt. */
export function mapBody(body: string | Uint8Array, settings = receiptSettings, context = contextOf()): Mapped {
  const read = readBody(typeof body === 'string' ? Buffer.from(body, 'latin1') : body)
  if (!read.ok) return { ok: false, problems: [read.problem] }
  const request = toPrintRequest(read.fields)
  return request.ok ? toReceipt(request.value, settings, context) : request
}

const settlementCode = { sale: 1, 'sale-return': 2, buy: 3, 'buy-return': 4 } as const

/** A receipt in the notation of a sample's `expect`; names are Unicode still, so 1030 stays out of it. */
export function tagsOf(receipt: FiscalReceipt): Tags {
  const { payments } = receipt
  const forms = { '1031': payments.cash, '1081': payments.cashless, '1215': payments.advance, '1216': payments.credit }
  const totals = new Map<string, bigint>()
  for (const { sum, vat } of receipt.items) {
    const { code, percent, totalTag } = vatRates[vat]
    const key = totalTag === 1115 ? `1115/1119[1199=${code}]/1120` : String(totalTag)
    const amount = percent === null || percent === 0 ? sum : vatOf(sum, vat)
    totals.set(key, (totals.get(key) ?? 0n) + amount)
  }
  return {
    '1054': settlementCode[receipt.settlement],
    '1055': receipt.taxSystem,
    '1020': formatKopecks(receipt.total),
    payments: Object.fromEntries(
      Object.entries(forms)
        .filter(([, sum]) => sum !== 0n)
        .map(([tag, sum]) => [tag, formatKopecks(sum)]),
    ),
    items: receipt.items.map((item) => ({
      '1079': formatKopecks(item.price),
      '1023': formatQuantity(item.quantity),
      '1043': formatKopecks(item.sum),
      '1199': vatRates[item.vat].code,
      '1212': item.subject,
      '1214': item.method,
      '2108': item.measure,
      ...(item.marking?.code === undefined ? {} : { '2000': item.marking.code }),
      ...(item.vat === 'none' || item.vat === '0' ? {} : { '1200': formatKopecks(vatOf(item.sum, item.vat)) }),
    })),
    vat_totals: Object.fromEntries([...totals].map(([key, sum]) => [key, formatKopecks(sumOf([sum as never]))])),
  }
}

/** The part of a sample's `expect` that `tagsOf` tells. */
export function expectedTags({ expect }: Sample): Tags {
  return {
    '1054': expect['1054'],
    '1055': expect['1055'],
    '1020': expect['1020'],
    payments: expect.payments,
    items: expect.items?.map(({ '1030': _name, '2003': _status, '2102': _mode, ...tags }) => tags),
    vat_totals: expect.vat_totals,
  }
}

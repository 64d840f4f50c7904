import { type ReceiptRecord, recordFormat } from '../../../src/record/record.ts'
import type { ReceiptStore } from '../../../src/store/receipt-store.ts'

/** A record of a small sale, for tests of what keeps records. */
export const recordOf = (uuid: string, changes: Partial<ReceiptRecord> = {}): ReceiptRecord => ({
  format: recordFormat,
  revision: 1,
  uuid,
  order: 1,
  mode: 'ACTIVE',
  registerId: 'kkm-1',
  bitrixUuid: `check|shop.example.ru|${uuid}`,
  type: 'sell',
  content: '{}',
  fingerprint: `F${uuid}`,
  access: 'A',
  receipt: {
    settlement: 'sale',
    taxSystem: 1,
    items: [
      { name: 'Хлеб', price: '42.50', quantity: '1', sum: '42.50', vat: '10', subject: 1, method: 4, measure: 0 },
    ],
    payments: { cash: '42.50', cashless: '0.00', advance: '0.00', credit: '0.00', other: '0.00' },
    total: '42.50',
    mark: { text: `FB${uuid.slice(0, 14)}`, tag: 1192 },
    internet: false,
    electronicOnly: false,
  },
  acceptedAt: '2026-11-23T10:00:00.000Z',
  state: { name: 'accepted' },
  history: [],
  ...changes,
})

/** UUIDs that differ in every part. */
export const uuidNumber = (n: number): string => n.toString().padStart(4, '0').repeat(7).slice(0, 26)

/** Stores a record among the closed ones. */
export async function putAway(store: ReceiptStore, record: ReceiptRecord): Promise<void> {
  await store.save(record)
  await store.putAway(record.uuid)
}

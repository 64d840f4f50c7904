import t from 'tap'
import type { HoldReason, ReceiptRecord } from '../../../src/record/record.ts'
import { objectionToSecondName, twinOf } from '../../../src/record/second-name.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const [first, other] = [uuidNumber(1), uuidNumber(2)]
const reasons: readonly HoldReason[] = [
  { kind: 'lost-answer', against: other },
  { kind: 'sold-since', as: other },
  { kind: 'searching', refused: { fingerprint: 'tea', order: 1, acceptedAt: '2026-11-23T10:00:00.000Z' } },
  { kind: 'restored' },
  { kind: 'overdue' },
]

t.test('a second name is another receipt of the same content, and had no attempt of its own', (t) => {
  const because = { kind: 'sold-since', as: other } as const
  const held = recordOf(first, { state: { name: 'held', because }, fingerprint: 'tea' })
  const sale = recordOf(other, { fingerprint: 'tea' })
  t.equal(objectionToSecondName(held, sale), undefined)
  t.match(objectionToSecondName(held, held), /повтором самого себя/)
  t.match(objectionToSecondName(held, { ...sale, state: { name: 'alias', of: first } }), /второе имя/)
  t.match(objectionToSecondName(held, { ...sale, fingerprint: 'coffee' }), /различаются содержимым/)
  const baseline = { serial: '1', fn: '9999078900001234', lastDocument: 1, shift: { open: true, number: 1 } }
  const tried = { baseline, attempts: 1, unexplained: 0 }
  const state = { name: 'held', because, tried } as const
  t.match(objectionToSecondName({ ...held, state }, sale), /уже пробовали напечатать/)
  t.strictSame(reasons.map(twinOf), [other, other, undefined, undefined, undefined])
  t.end()
})

/** A refused check that comes again after its goods were sold by another one, of which Bitrix24 has not asked yet. */
async function soldSince(): Promise<{ shop: VirtualShop; uuid: string; sold: string }> {
  const shop = await VirtualShop.open()
  shop.register.control.paper('out')
  const uuid = await shop.print('check|p|1', 'tea')
  await shop.clock.advance(10_000)
  await shop.admin(`/api/receipts/${uuid}/cancel`, { by: 'Анна' })
  t.match(await shop.check(uuid), { STATUS: 'ERROR' })
  shop.register.control.paper('present')
  const sold = await shop.print('check|p|2', 'tea')
  await shop.until(sold, 'registered')
  await shop.print('check|p|1', 'tea')
  t.match((await shop.record(uuid)).state, { name: 'held', because: { kind: 'sold-since', as: sold } })
  return { shop, uuid, sold }
}

t.test('a receipt that was sold since is printed, a second name of the other, or cancelled', async (t) => {
  const choices: readonly [string, (sold: string) => object, string, number][] = [
    ['release', () => ({ print: true }), 'registered', 2],
    ['release', (sameAs) => ({ sameAs }), 'alias', 1],
    ['cancel', () => ({}), 'refused', 1],
  ]
  for (const [path, body, state, documents] of choices) {
    const { shop, uuid, sold } = await soldSince()
    t.match((await shop.admin(`/api/receipts/${uuid}`)).body, { sameAs: sold })
    t.equal((await shop.admin(`/api/receipts/${uuid}/${path}`, { by: 'Анна', ...body(sold) })).status, 200)
    await shop.until(uuid, state as ReceiptRecord['state']['name'])
    t.equal(shop.receipts().length, documents, `${path}: decided once, and asked no more`)
    t.notOk('sameAs' in (await shop.admin(`/api/receipts/${uuid}`)).body)
    await shop.stop()
  }
})

import t from 'tap'
import { heldAgainst, objectionToAlias } from '../../../src/record/alias.ts'
import type { Decision } from '../../../src/record/decision.ts'
import type { HoldReason, StateName } from '../../../src/record/record.ts'
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

t.test('an alias is another receipt of the same content, and had no attempt of its own', (t) => {
  const because = { kind: 'sold-since', as: other } as const
  const held = recordOf(first, { state: { name: 'held', because }, fingerprint: 'tea' })
  const sale = recordOf(other, { fingerprint: 'tea' })
  t.equal(objectionToAlias(held, sale), undefined)
  t.match(objectionToAlias(held, held), /повтором самого себя/)
  t.match(objectionToAlias(held, { ...sale, state: { name: 'alias', of: first } }), /второе имя/)
  t.match(objectionToAlias(held, { ...sale, fingerprint: 'coffee' }), /различаются содержимым/)
  const baseline = { serial: '1', fn: '9999078900001234', lastDocument: 1, shift: { open: true, number: 1 } }
  const tried = { baseline, attempts: 1, unexplained: 0 }
  const state = { name: 'held', because, tried } as const
  t.match(objectionToAlias({ ...held, state }, sale), /уже пробовали напечатать/)
  t.strictSame(reasons.map(heldAgainst), [other, other, undefined, undefined, undefined])
  t.end()
})

/** A refused check that comes again after its goods were sold by another one, of which Bitrix24 has not asked yet. */
async function soldSince(): Promise<{ shop: VirtualShop; uuid: string; sold: string }> {
  const shop = await VirtualShop.open()
  shop.register.control.paper('out')
  const uuid = await shop.print('check|p|1', 'tea')
  await shop.clock.advance(10_000)
  await shop.decide(uuid, { kind: 'cancel' })
  t.match(await shop.check(uuid), { STATUS: 'ERROR' })
  shop.register.control.paper('present')
  const sold = await shop.print('check|p|2', 'tea')
  await shop.until(sold, 'registered')
  await shop.print('check|p|1', 'tea')
  t.match((await shop.record(uuid)).state, { name: 'held', because: { kind: 'sold-since', as: sold } })
  return { shop, uuid, sold }
}

t.test('a receipt that was sold since is printed, an alias of the other, or cancelled', async (t) => {
  const choices: readonly [(sold: string) => Decision, StateName, number][] = [
    [() => ({ kind: 'print' }), 'registered', 2],
    [(uuid) => ({ kind: 'same-as', uuid }), 'alias', 1],
    [() => ({ kind: 'cancel' }), 'refused', 1],
  ]
  for (const [decision, state, documents] of choices) {
    const { shop, uuid, sold } = await soldSince()
    t.match((await shop.admin(`/api/receipts/${uuid}`)).body, { sameAs: sold })
    t.equal((await shop.decide(uuid, decision(sold))).status, 200)
    await shop.until(uuid, state)
    t.equal(shop.receipts().length, documents, `${state}: decided once, and asked no more`)
    t.notOk('sameAs' in (await shop.admin(`/api/receipts/${uuid}`)).body)
    await shop.stop()
  }
})

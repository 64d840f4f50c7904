import t from 'tap'
import type { EvidenceView } from '../../../src/admin/evidence.ts'
import { shopConfig } from '../../chaos/config.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale } from '../lane/restored-shop.ts'

/** Two registers on ports of their own; the first one's FN takes a receipt whose answer is lost. */
async function inDoubt(
  fault = 'power-cut@4A:after-commit',
): Promise<{ shop: VirtualShop; uuid: string; number: number }> {
  const config = shopConfig('v3')
  const [one] = config.registers
  if (one === undefined) throw new Error('the shop has a register')
  const registers = [
    { ...one, connection: { type: 'tcp', host: 'a', port: 1, protocol: 'v3' } },
    {
      ...one,
      id: 'kkm-2',
      default: false,
      numberKkm: 'two',
      connection: { type: 'tcp', host: 'b', port: 1, protocol: 'v3' },
    },
  ] as const
  const shop = await VirtualShop.open({ registers })
  await shop.stop()
  shop.wires.set('a', shop.register)
  await shop.newRegister('/b', { fn: '9999078900009999', serial: '00106100000099' })
  shop.wires.set('b', shop.register)
  const a = shop.wires.get('a')
  if (a === undefined) throw new Error('it was just wired')
  await shop.boot()
  await registeredSale(shop, 'check|p|1', 'tea')
  a.control.addFault(fault)
  const uuid = await shop.print('check|p|2', 'coffee')
  await shop.until(uuid, 'printing')
  await shop.clock.advance(1_500)
  const number = a.documents().at(-1)?.number ?? 0
  return { shop, uuid, number }
}

/** A restart after which the ports have each other's names. */
async function swapped(shop: VirtualShop): Promise<void> {
  const [a, b] = [shop.wires.get('a'), shop.wires.get('b')]
  if (a === undefined || b === undefined) throw new Error('two wires')
  await shop.stop()
  shop.wires.set('a', b)
  shop.wires.set('b', a)
  await shop.boot()
}

t.test('nobody attests about a fiscal memory that another register shows', async (t) => {
  const { shop, uuid, number } = await inDoubt()
  t.teardown(() => shop.stop())
  await swapped(shop)
  await shop.until(uuid, 'unresolved')

  const attested = await shop.decide(uuid, { kind: 'not-printed', word: 'gone' })
  t.equal(attested.status, 409)
  t.match(attested.body['error'], new RegExp(`есть ФД ${number} с его меткой`))
  const plain = await shop.decide(uuid, { kind: 'not-printed' })
  t.equal(plain.status, 409)
  t.match(plain.body['error'], new RegExp(`есть ФД ${number} с его меткой`))

  const { body } = await shop.admin(`/api/receipts/${uuid}/evidence`)
  const { registerId, fn, expectedFn, documents } = body as unknown as EvidenceView
  t.equal(registerId, 'kkm-2')
  t.equal(fn, expectedFn)
  t.match(documents, [{ number, ours: true }], 'what was made since the receipt began')

  t.match((await shop.decide(uuid, { kind: 'document', number })).body, {
    state: { name: 'registered', document: { fn, number } },
  })
})

t.test('the fiscal memory in another register proves that nothing was printed', async (t) => {
  const { shop, uuid } = await inDoubt('power-cut@4A:before-commit')
  t.teardown(() => shop.stop())
  await swapped(shop)
  await shop.until(uuid, 'unresolved')
  const attested = await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })
  t.equal(attested.status, 409)
  t.match(attested.body['error'], /читается \(касса «kkm-2»\), и решает он/)
  t.match((await shop.decide(uuid, { kind: 'not-printed' })).body, {
    state: { name: 'refused' },
    decisions: [{ evidence: /ФН 9999078900001234, последний ФД \d+, своего нет/ }],
  })
})

t.test('a receipt whose own register is silent is settled by the one that has its fiscal memory', async (t) => {
  const { shop, uuid, number } = await inDoubt()
  t.teardown(() => shop.stop())
  shop.wires.get('b')?.control.cable('out')
  await swapped(shop)
  await shop.clock.advance(10_000)
  t.equal((await shop.record(uuid)).state.name, 'printing')
  t.match((await shop.decide(uuid, { kind: 'document', number })).body, {
    state: { name: 'registered', document: { number } },
  })
})

t.test('a fiscal memory may be in a register that does not answer', async (t) => {
  const { shop, uuid, number } = await inDoubt()
  t.teardown(() => shop.stop())
  shop.wires.get('a')?.control.cable('out')
  await swapped(shop)
  await shop.until(uuid, 'unresolved')
  const kind = 'not-printed'
  const refused = await shop.decide(uuid, { kind, word: 'attested' })
  t.equal(refused.status, 409)
  t.match(refused.body['error'], /Касса «kkm-2» сейчас не отвечает, а в ней может быть накопитель/)
  t.equal((await shop.decide(uuid, { kind: 'document', number })).status, 409)
  t.match((await shop.decide(uuid, { kind, word: 'gone' })).body, {
    decisions: [
      { evidence: /в кассе \S+ накопитель 9999078900009999; кассу kkm-2 спросить нельзя .*со слов решившего/ },
    ],
  })
})

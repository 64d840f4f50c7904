import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale, restored } from '../lane/restored-shop.ts'

const cancel = (shop: VirtualShop, uuid: string) => shop.decide(uuid, { kind: 'cancel' })

t.test(
  'a receipt of an earlier life is not cancelled unseen: a backup may call waiting what was printed',
  async (t) => {
    const shop = await VirtualShop.open()
    t.teardown(() => shop.stop())
    shop.register.control.cable('out')
    const uuid = await shop.print('check|p|1')
    await shop.stop()
    await shop.boot()
    const refused = await cancel(shop, uuid)
    t.equal(refused.status, 409)
    t.match(refused.body['error'], /мог быть пробит раньше.*Восстановите связь .*Если касса потеряна навсегда/)
    t.match((await shop.decide(uuid, { kind: 'cancel', word: 'gone' })).body, {
      state: { name: 'refused' },
      decisions: [{ evidence: /больше нет/ }],
    })
  },
)

t.test('nor is a check that came again after the restore of a backup that did not know it', async (t) => {
  let uuid = ''
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => {
      uuid = await shop.print('check|p|2', 'coffee')
      await shop.until(uuid, 'registered')
    },
  )
  t.teardown(() => shop.stop())
  shop.register.control.cable('out')
  await shop.clock.advance(60_000)
  t.equal(await shop.print('check|p|2', 'coffee'), uuid)
  const refused = await cancel(shop, uuid)
  t.equal(refused.status, 409)
  t.match(refused.body['error'], /мост после запуска ещё не прочитал её накопитель/)
  t.strictSame(await shop.check(uuid), { STATUS: 'WAIT' })
  shop.register.control.cable('in')
  await shop.until(uuid, 'registered')
  t.equal(shop.receipts().length, 2, 'and it was printed once')
})

t.test('what came when the whole fiscal memory had been read cannot be in it', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.cable('out')
  const uuid = await shop.print('check|p|2', 'coffee')
  t.match((await cancel(shop, uuid)).body, {
    state: { name: 'refused' },
    decisions: [{ evidence: /накопитель кассы был прочитан до конца/ }],
  })
})

t.test('a document that cannot be read may be a check that comes again', async (t) => {
  let uuid = ''
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => {
      uuid = await shop.print('check|p|2', 'coffee')
      await shop.until(uuid, 'registered')
    },
  )
  t.teardown(() => shop.stop())
  shop.register.control.addFault('error@A445:9Bx*')
  const other = await shop.print('check|p|3', 'cake')
  await shop.until(other, 'unresolved')
  await shop.decide(other, { kind: 'not-printed', word: 'attested' })
  const fourth = await shop.print('check|p|4', 'bread')
  await shop.until(fourth, 'held')
  shop.register.control.cable('out')
  t.equal(await shop.print('check|p|2', 'coffee'), uuid)
  t.equal((await cancel(shop, uuid)).status, 409)
})

import t from 'tap'
import { restoredPath } from '../../../src/store/store-folders.ts'
import { dataFolder } from '../../chaos/config.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale } from '../lane/restored-shop.ts'

t.test('a restored receipt that was printed on a memory that is gone is settled from its paper', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.paper('out')
  const uuid = await shop.print('check|p|2', 'coffee')
  await shop.clock.advance(5_000)
  await shop.stop()
  await shop.disk.mount().writeFile(`${dataFolder}/${restoredPath}`, '{}', true)
  await shop.newRegister('/another', { fn: '9999078900005678' })
  await shop.boot()
  t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'restored' } })

  t.match(await shop.decide(uuid, { kind: 'not-printed' }), { status: 409 }, 'that is what cancel is for')
  const attributes = {
    fn: '9999078900001234',
    number: 77,
    sign: '2874316905',
    registrationNumber: '0000000001047291',
    shift: 1,
    receiptNumber: 2,
    at: 1_795_418_045,
  }
  t.match(await shop.decide(uuid, { kind: 'attributes', attributes, word: 'attested' }), { status: 200 })
  t.match((await shop.record(uuid)).state, { name: 'registered', proof: 'person', document: { number: 77 } })
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: 77 })
})

import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'

t.test('however often the daemon stops inside a receipt, it is printed once and nobody is asked', async (t) => {
  const shop = await VirtualShop.open()
  await shop.stop()
  // So slow that every stop comes before the closing command.
  shop.cableMs = 100
  await shop.boot()
  const uuid = await shop.print('check|p|1')
  for (let stop = 0; stop < 5; stop += 1) {
    await shop.until(uuid, 'printing')
    await shop.clock.advance(300)
    await shop.stop()
    t.strictSame(shop.receipts(), [])
    await shop.boot()
    const { state } = await shop.record(uuid)
    t.match(state.name, /accepted|printing/)
  }
  await shop.until(uuid, 'registered')
  t.equal(shop.receipts().length, 1)
  await shop.stop()
})

import t from 'tap'
import { fuzz } from './hostile.ts'
import { ShopWorld } from './shop-world.ts'

t.test('hostile bodies get legal answers, and leave nothing behind', async (t) => {
  const world = await ShopWorld.open({ pushes: false })
  t.teardown(() => world.close())
  const { wrong } = await fuzz(world, 2_000)
  t.same(wrong, [])
  t.same(world.receipts(), [])
  t.same(world.records(), [])
})

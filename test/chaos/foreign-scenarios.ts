import { settlementOf, totalOf } from './sale.ts'
import { atClosing, minute, type Scenario, saleOf, second } from './scenario.ts'

/** What another program on the same register does while a receipt of ours is open. */
export const foreignScenarios: Readonly<Record<string, Scenario>> = {
  /** Another program registers the same sum between our last look and our closing command. */
  'foreign-before-closing': async (world) => {
    const sale = saleOf(world, 1)
    atClosing(world, () => {
      void world.room.sellForeign({ settlement: settlementOf(sale), total: totalOf(sale), items: sale.lines.length })
    })
    world.at(5 * second, () => world.portal.sell(sale))
    await world.advance(3 * minute)
  },
  /** Another program sells its own goods into our open receipt, under our mark, and closes it. */
  'foreign-goods-under-our-mark': async (world) => {
    const sale = saleOf(world, 1)
    atClosing(world, () => {
      void world.room.sellIntoOurs({ settlement: settlementOf(sale), total: totalOf(sale), items: sale.lines.length })
    })
    world.at(5 * second, () => world.portal.sell(sale))
    await world.advance(3 * minute)
    if (world.room.foreign.size !== 1) world.violate('I2', 'no foreign goods were sold')
  },
}

import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'

/** Lets time pass until the attempt of that number has begun. */
async function attempt(shop: VirtualShop, uuid: string, number: number): Promise<void> {
  for (;;) {
    const { state } = await shop.until(uuid, 'printing')
    if (state.name === 'printing' && state.tried.attempts === number) return
    await shop.clock.advance(100)
  }
}

t.test('however often the daemon stops inside a receipt, it is printed once and nobody is asked', async (t) => {
  const shop = await VirtualShop.open()
  await shop.stop()
  // So slow that every stop comes before the closing command.
  shop.cableMs = 100
  await shop.boot()
  const uuid = await shop.print('check|p|1')
  for (let number = 1; number <= 5; number += 1) {
    await attempt(shop, uuid, number)
    await shop.clock.advance(300)
    await shop.stop()
    t.strictSame(shop.receipts(), [])
    await shop.boot()
  }
  await shop.until(uuid, 'registered')
  t.equal(shop.receipts().length, 1)
  await shop.stop()
})

t.test('work at the register that comes too late is told so instead of waiting for ever', async (t) => {
  const shop = await VirtualShop.open()
  const lane = shop.bridge.roster.registers[0]?.lane
  if (lane === undefined) throw new Error('no lane')
  const threeSteps = (async () => {
    for (let step = 0; step < 3; step += 1) await lane.use((register, signal) => register.status(signal))
  })()
  const refused = t.rejects(threeSteps, { code: 'ABORTED' })
  await shop.stop()
  await refused
  await t.rejects(
    lane.use(async () => 'too late'),
    { code: 'ABORTED' },
  )
  await t.resolves(lane.refresh())
})

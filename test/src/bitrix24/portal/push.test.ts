import t, { type Test } from 'tap'
import type { Bridge } from '../../../../src/bridge.ts'
import { adminDoor } from '../../../admin-door.ts'
import { makeSale, printForm } from '../../../chaos/sale.ts'
import { ShopWorld, type WorldOptions } from '../../../portal/shop-world.ts'

async function open(t: Test, options: WorldOptions = {}): Promise<ShopWorld> {
  const world = await ShopWorld.open(options)
  t.teardown(() => world.close())
  return world
}

/** Sends a sale to PRINT, one of its own unless it is given. */
const sell = (world: ShopWorld, number: number, sale = makeSale(world.random, number, number)) =>
  world.clock.run(
    world.portal.print(`check|shop.example.ru|${number}`, printForm(`check|shop.example.ru|${number}`, sale, number)),
  )

t.test('a result reaches the portal at once, without CHECK', async (t) => {
  const world = await open(t)
  const check = await sell(world, 1)
  await world.clock.advance(10_000)
  t.equal(check.status, 'printed')
  t.match(check.attributes, { FISCAL_DOC_NUMBER: world.receipts()[0]?.number, FN_NUMBER: '9999078900001234' })
  const [record] = world.records()
  t.match(record, { confirmed: { by: 'apply' }, told: 'done', pushed: { outcome: 'taken' } })
  t.same(world.bridge?.store.openReceipts(), [], 'nothing is owed any more')
})

t.test('without a webhook nothing is pushed, and CHECK works', async (t) => {
  const world = await open(t, { pushes: false })
  const check = await sell(world, 1)
  await world.clock.advance(10_000)
  t.equal(check.status, 'progress')
  await world.clock.run(world.portal.poll())
  t.equal(check.status, 'printed')
  t.same(world.portal.calls, [])
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test('an hour without the portal loses no result, nor does a restart within it', async (t) => {
  const world = await open(t)
  world.portal.down = true
  for (let number = 1; number <= 20; number += 1) {
    await sell(world, number)
    await world.clock.advance(90_000)
  }
  t.equal(world.bridge?.store.openReceipts().length, 20, 'all are owed')
  await world.stop()
  await world.start()
  await world.clock.advance(1_800_000)
  t.ok(world.portal.checks.every(({ status }) => status === 'progress'))
  world.portal.down = false
  await world.clock.advance(330_000)
  t.ok(world.portal.checks.every(({ status }) => status === 'printed'))
  t.equal(new Set(world.portal.checks.map(({ attributes }) => attributes.FISCAL_DOC_NUMBER)).size, 20)
  t.equal(world.receipts().length, 20)
  t.same(world.bridge?.store.openReceipts(), [])
  t.equal(world.portal.refused, 0, 'the limit of the portal was kept')
})

t.test('a result that CHECK told first is still pushed, and closed then', async (t) => {
  const world = await open(t)
  world.portal.down = true
  const check = await sell(world, 1)
  await world.clock.advance(10_000)
  await world.clock.run(world.portal.poll())
  t.equal(check.status, 'printed')
  t.match(world.bridge?.store.openReceipts(), [{ told: 'done' }])
  world.portal.down = false
  await world.clock.advance(310_000)
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test(
  'an answer lost: the portal knows no such check, the receipt is unconfirmed, and the one that repeats it is held',
  async (t) => {
    const world = await open(t)
    world.loseAnswers = 1
    const sale = makeSale(world.random, 1, 1)
    const print = (number: number) =>
      world.clock.run(
        world.portal.print(
          `check|shop.example.ru|${number}`,
          printForm(`check|shop.example.ru|${number}`, sale, number),
        ),
      )
    const lost = await print(1)
    t.match(lost, { status: 'failed', externalUuid: undefined })
    await world.clock.advance(60_000)
    t.equal(world.records()[0]?.pushed, undefined, 'not said too early: the portal may not have stored it yet')
    await world.clock.advance(240_000)
    const [first] = world.records()
    t.match(first, { state: { name: 'registered' }, pushed: { outcome: 'unknown' }, confirmed: undefined })
    const again = await print(2)
    await world.clock.advance(600_000)
    t.equal(again.status, 'progress')
    t.equal(world.receipts().length, 1, 'not sold twice')
    t.match(
      world.bridge?.store.openReceipts().map(({ state }) => state.name),
      ['registered', 'held'],
    )
  },
)

t.test('trouble that passes is no refusal: nothing is pushed', async (t) => {
  const world = await open(t)
  world.register?.control.addFault('paper-out')
  const check = await sell(world, 1)
  const [record] = world.records()
  await world.clock.advance(1_000)
  await world.clock.run(world.bridge?.roster.registers[0]?.lane.use(async () => undefined) ?? Promise.resolve())
  t.equal(record?.state.name === 'registered', false)
  t.equal(check.status, 'progress')
  t.same(world.portal.calls, [])
})

t.test('the alias of an alias gets the same document', async (t) => {
  const world = await open(t)
  world.portal.down = true
  const sale = makeSale(world.random, 1, 1)
  const checks = [await sell(world, 1, sale), await sell(world, 2, sale), await sell(world, 3, sale)]
  const [first = '', second = '', third = ''] = checks.map(({ externalUuid }) => externalUuid ?? '')
  const callSame = (uuid: string, as: string) =>
    world.clock.run(
      adminDoor(world.bridge as Bridge).inject({
        method: 'POST',
        url: `/api/receipts/${uuid}/decide`,
        headers: { host: '127.0.0.1', 'x-fiscal-bridge': '1' },
        payload: { by: 'Анна', decision: { kind: 'same-as', uuid: as } },
      }),
    )
  t.equal((await callSame(third, second)).statusCode, 200)
  t.equal((await callSame(second, first)).statusCode, 200)
  world.portal.down = false
  await world.clock.advance(330_000)
  t.same(
    checks.map(({ status }) => status),
    ['printed', 'printed', 'printed'],
  )
  t.equal(world.receipts().length, 1)
})

t.test('a webhook without rights raises the alarm and is tried again', async (t) => {
  const world = await open(t)
  world.portal.broken = { status: 403, text: '{"error":"ACCESS_DENIED","error_description":"Access denied!"}' }
  const check = await sell(world, 1)
  await world.clock.advance(600_000)
  t.equal(check.status, 'progress')
  t.match(world.records()[0], { pushed: undefined })
  world.portal.broken = undefined
  await world.clock.advance(310_000)
  t.equal(check.status, 'printed')
})

t.test('a result that the portal keeps refusing is given up in the end', async (t) => {
  const world = await open(t)
  world.portal.broken = { status: 400, text: '{"error":"ERROR_CHECK_APPLY","error_description":"no"}' }
  const check = await sell(world, 1)
  await world.clock.advance(4 * 3_600_000)
  t.match(world.records()[0], { pushed: { outcome: 'given-up' } })
  await world.clock.run(world.portal.poll())
  t.equal(check.status, 'printed', 'CHECK goes on')
  t.same(world.bridge?.store.openReceipts(), [])
})

import t, { type Test } from 'tap'
import { makeSale, printForm } from '../../chaos/sale.ts'
import { ShopWorld, type WorldOptions } from '../../portal/shop-world.ts'
import type { PhpMap } from '../bitrix24/php-form.ts'

const realFn = '7380440800000001'

async function open(t: Test, options: WorldOptions): Promise<ShopWorld> {
  const world = await ShopWorld.open({ pushes: false, ...options })
  t.teardown(() => world.close())
  return world
}

async function sell(world: ShopWorld, number: number, mode: 'ACTIVE' | 'TEST', more: PhpMap = {}) {
  const uuid = `check|shop.example.ru|${number}`
  const form = printForm(uuid, makeSale(world.random, number, number), number).replace('=ACTIVE', `=${mode}`)
  const extra = Object.entries(more).map(([key, value]) => `&${key}=${value}`)
  const check = await world.clock.run(world.portal.print(uuid, form + extra.join('')))
  await world.clock.advance(15_000)
  await world.clock.run(world.portal.poll())
  return check
}

t.test('a test never reaches a real register, and is visibly a test', async (t) => {
  const world = await open(t, { fn: realFn })
  const real = await sell(world, 1, 'ACTIVE')
  t.match(real, { status: 'printed', attributes: { FN_NUMBER: realFn } })
  const test = await sell(world, 2, 'TEST')
  t.match(test.attributes.FN_NUMBER, /^9999/)
  t.equal(world.receipts().length, 1, 'the real register printed one')
  t.same(
    world
      .records()
      .map(({ mode, registerId }) => [mode, registerId])
      .sort(),
    [
      ['ACTIVE', 'kkm-1'],
      ['TEST', '_test'],
    ],
  )
})

t.test('a test goes to the chosen register when that is one for tests', async (t) => {
  const world = await open(t, { fn: '9999078900001234' })
  const test = await sell(world, 1, 'TEST')
  t.match(test, { status: 'printed', attributes: { FN_NUMBER: '9999078900001234' } })
  t.equal(world.records()[0]?.registerId, 'kkm-1')
})

t.test('a test waits for nobody: the real register is not even asked', async (t) => {
  const world = await open(t, { fn: realFn })
  world.register?.control.cable('out')
  const test = await sell(world, 1, 'TEST')
  t.match(test.attributes.FN_NUMBER, /^9999/)
})

t.test('a register for tests that is away when the daemon starts is waited for', async (t) => {
  const world = await open(t, { fn: '9999078900001234' })
  await world.clock.advance(5_000)
  await world.stop()
  world.register?.control.cable('out')
  await world.start()
  await sell(world, 1, 'TEST')
  t.equal(world.records()[0]?.registerId, 'kkm-1')
  world.register?.control.cable('in')
  await world.clock.advance(60_000)
  t.equal(world.receipts().length, 1)
})

t.test('the test register and its receipts survive a restart', async (t) => {
  const world = await open(t, { fn: realFn })
  await sell(world, 1, 'TEST')
  await world.stop()
  await world.start()
  const again = await sell(world, 2, 'TEST')
  t.match(again, { status: 'printed' })
  t.equal(new Set(world.portal.checks.map(({ attributes }) => attributes.FISCAL_DOC_NUMBER)).size, 2)
})

t.test('the same check in another mode is another receipt', async (t) => {
  const world = await open(t, { fn: realFn })
  const test = await sell(world, 1, 'TEST')
  const testUuid = test.externalUuid
  const real = await sell(world, 1, 'ACTIVE')
  t.not(real.externalUuid, testUuid)
  t.equal(world.receipts().length, 1)
})

import t, { type Test } from 'tap'
import { readPushReply, readRefusalReply } from '../../../../src/bitrix24/portal/push-reply.ts'
import type { Bridge } from '../../../../src/bridge.ts'
import type { Decision } from '../../../../src/record/decision.ts'
import { restoredPath } from '../../../../src/store/store-folders.ts'
import { adminDoor } from '../../../admin-door.ts'
import { dataFolder } from '../../../chaos/config.ts'
import { makeSale, printForm } from '../../../chaos/sale.ts'
import { ShopWorld, type WorldOptions } from '../../../portal/shop-world.ts'

const applies = ({ portal }: ShopWorld): number =>
  portal.calls.filter((method) => method === 'sale.cashbox.check.apply').length

async function open(t: Test, options: WorldOptions = {}): Promise<ShopWorld> {
  const world = await ShopWorld.open(options)
  t.teardown(() => world.close())
  return world
}

const sell = (world: ShopWorld, number: number, sale = makeSale(world.random, number, number)) =>
  world.clock.run(
    world.portal.print(`check|shop.example.ru|${number}`, printForm(`check|shop.example.ru|${number}`, sale, number)),
  )

/** The register refuses the next sale for what it is. */
async function refused(world: ShopWorld, number: number, sale = makeSale(world.random, number, number)) {
  world.register?.control.addFault('error@EB:08')
  const check = await sell(world, number, sale)
  await world.clock.advance(20_000)
  const record = world.records().find(({ bitrixUuid }) => bitrixUuid === check.uuid)
  return { check, record, sale }
}

t.test('a refusal reaches the portal at once, once, and is told', async (t) => {
  const world = await open(t)
  const { check, record } = await refused(world, 1)
  t.match(record, {
    state: { name: 'refused' },
    told: 'error',
    confirmed: { by: 'apply' },
    pushed: { outcome: 'taken', refusal: true },
  })
  t.equal(check.status, 'failed')
  t.match(check.errors, [record?.state.name === 'refused' ? record.state.text : 'no refusal'])
  t.same(world.bridge?.store.openReceipts(), [], 'nothing is owed any more')
  await world.clock.advance(3_600_000)
  t.equal(check.refusals, 1, 'the manager hears of it once')
})

t.test('the same check after a pushed refusal is a new attempt, and its document is pushed as well', async (t) => {
  const world = await open(t)
  const { check, sale } = await refused(world, 1)
  await sell(world, 1, sale)
  await world.clock.advance(60_000)
  t.equal(check.status, 'printed')
  t.equal(world.receipts().length, 1)
  t.match(world.records(), [{ state: { name: 'registered' }, told: 'done', pushed: { outcome: 'taken' } }])
})

t.test('what CHECK told is not pushed again', async (t) => {
  const world = await open(t)
  world.portal.down = true
  const { check, record } = await refused(world, 1)
  t.match(record, { state: { name: 'refused' }, told: undefined })
  await world.clock.run(world.portal.poll())
  t.equal(check.status, 'failed')
  world.portal.down = false
  await world.clock.advance(3_600_000)
  t.equal(check.refusals, 0)
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test('a portal without refusals is asked once; results go on, and CHECK tells the refusals', async (t) => {
  const world = await open(t, { variant: 'documentation' })
  const first = await refused(world, 1)
  t.match(first.record, { state: { name: 'refused' }, told: undefined, pushed: { outcome: 'given-up', refusal: true } })
  const second = await refused(world, 2)
  t.match(second.record, { told: undefined, pushed: { outcome: 'given-up', refusal: true } })
  t.equal(applies(world), 1, 'nobody hammers')
  world.register?.control.clearFaults()
  const third = await sell(world, 3)
  await world.clock.advance(20_000)
  t.equal(third.status, 'printed')
  await world.clock.run(world.portal.poll())
  t.same([first.check.status, second.check.status], ['failed', 'failed'])
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test('a refusal that the portal does not know owes nothing and alarms nobody', async (t) => {
  const world = await open(t)
  world.loseAnswers = 1
  const { record } = await refused(world, 1)
  t.match(record, { state: { name: 'refused' }, pushed: undefined }, 'the portal may not have stored it yet')
  await world.clock.advance(600_000)
  t.match(world.records(), [{ pushed: { outcome: 'unknown' }, told: undefined }])
  t.same(world.bridge?.store.openReceipts(), [])
  const { alarms } = await alarmsOf(world)
  t.notMatch(JSON.stringify(alarms), /unconfirmed/)
})

t.test('a refusal in restored data is pushed when the memories were read, not before', async (t) => {
  const world = await open(t)
  world.portal.down = true
  const { check } = await refused(world, 1)
  await world.stop()
  await world.disk.mount().writeFile(`${dataFolder}/${restoredPath}`, '{}', true)
  world.register?.control.cable('out')
  world.portal.down = false
  await world.start()
  await world.clock.advance(300_000)
  t.equal(applies(world), 0, 'in doubt')
  t.equal(check.status, 'progress')
  world.register?.control.cable('in')
  await world.clock.advance(300_000)
  t.equal(check.status, 'failed')
  t.equal(check.refusals, 1)
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test('the alias of a refusal is told it as well', async (t) => {
  const world = await open(t)
  world.portal.down = true
  world.register?.control.paper('out')
  const sale = makeSale(world.random, 1, 1)
  const checks = [await sell(world, 1, sale), await sell(world, 2, sale)]
  const [first = '', second = ''] = checks.map(({ externalUuid }) => externalUuid ?? '')
  const decide = (uuid: string, decision: Decision) =>
    world.clock.run(
      adminDoor(world.bridge as Bridge).inject({
        method: 'POST',
        url: `/api/receipts/${uuid}/decide`,
        headers: { host: '127.0.0.1', 'x-fiscal-bridge': '1' },
        payload: { by: 'Анна', decision },
      }),
    )
  t.equal((await decide(second, { kind: 'same-as', uuid: first })).statusCode, 200)
  t.equal((await decide(first, { kind: 'cancel' })).statusCode, 200)
  world.portal.down = false
  await world.clock.advance(330_000)
  t.same(
    checks.map(({ status }) => status),
    ['failed', 'failed'],
  )
  t.equal(world.receipts().length, 0)
  t.same(world.bridge?.store.openReceipts(), [])
})

t.test('a refusal that the portal takes late says nothing of the new attempt', async (t) => {
  const world = await open(t)
  const { portal } = world
  portal.slowMs = 25_000
  const { check, sale, record } = await refused(world, 1)
  t.match(record, { state: { name: 'refused' }, told: undefined }, 'the call is under way')
  // Time stands still meanwhile.
  await portal.poll()
  world.register?.control.paper('out')
  await portal.print(check.uuid, printForm(check.uuid, sale, 1))
  t.match(world.records(), [{ resent: true, told: undefined }])
  t.equal(check.refusals, 0)
  await world.clock.advance(20_000)
  t.equal(check.refusals, 1, 'the late one arrived')
  const [again] = world.records()
  t.match(again, { resent: true, told: undefined, pushed: undefined, confirmed: undefined })
  portal.slowMs = 0
  world.register?.control.paper('present')
  await world.clock.advance(120_000)
  t.equal(check.status, 'printed')
  t.match(world.records(), [{ told: 'done', pushed: { outcome: 'taken' } }])
})

t.test('what only refusals meet keeps no result back', async (t) => {
  const world = await open(t)
  const { portal } = world
  const answer = portal.answer.bind(portal)
  portal.answer = (path, json) =>
    json.includes('"STATUS":"ERROR"') ? { status: 500, text: '<html>Fatal error</html>' } : answer(path, json)
  await refused(world, 1)
  world.register?.control.clearFaults()
  const good = await sell(world, 2)
  await world.clock.advance(120_000)
  t.equal(good.status, 'printed')
  await world.clock.advance(4 * 3_600_000)
  t.match(world.records()[0], { pushed: { outcome: 'given-up' }, told: undefined })
})

async function alarmsOf(world: ShopWorld): Promise<{ alarms: unknown[] }> {
  const server = adminDoor(world.bridge as Bridge)
  const answer = await world.clock.run(server.inject({ url: '/api/alarms', headers: { host: '127.0.0.1' } }))
  return answer.json() as { alarms: unknown[] }
}

t.test('what the portal answers to a refusal', async (t) => {
  const said = 'B24-704 Касса отклонила чек: цена × количество «не сходятся».'
  const portal = (code: string, text: string) => ({ ok: false, error: { kind: 'portal', code, text } }) as const
  for (const [answer, kind] of [
    [portal('ERROR_CHECK_APPLY', `Ошибка печати чека №5: ${said}`), 'taken'],
    [portal('ERROR_CHECK_APPLY', `Ошибка печати чека №5: ${said.replace('×', '?').replace('«', '"')}`), 'taken'],
    [portal('ERROR_CHECK_APPLY', 'Не удалось загрузить заказ'), 'refused'],
    [{ ok: true, result: true, next: undefined }, 'refused'],
    [portal('ERROR_CHECK_FAILURE', 'Parameter PRINT_END_TIME is not defined'), 'no-refusals'],
    [portal('ERROR_CHECK_NOT_FOUND', 'Check not found'), 'unknown-check'],
    [portal('ACCESS_DENIED', 'Access denied!'), 'trouble'],
    [{ ok: false, error: { kind: 'timeout' } }, 'trouble'],
  ] as const) {
    t.equal(readRefusalReply(answer, said).kind, kind, JSON.stringify(answer))
  }
  t.equal(readPushReply(portal('ERROR_CHECK_FAILURE', 'x')).kind, 'refused', 'a result is not lost for it')
})

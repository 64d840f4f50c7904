import t from 'tap'
import { AtolRegister } from '../../../drivers/atol/register.ts'
import { silentLog } from '../../../drivers/log.ts'
import { contradictionOf, expectedIdentity } from '../../../src/lane/rightful-register.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { Stage } from '../stage.ts'

const foreign = { simulator: { inn: '7702691545' } }

t.test('what contradicts the settings: another INN, another serial number', async (t) => {
  const identity = { inn: '7707083893', serial: '00106100000042' }
  t.equal(contradictionOf(identity, expectedIdentity('7707083893', undefined)), undefined)
  t.equal(contradictionOf(identity, expectedIdentity('7707083893', '00106100000042')), undefined)
  t.equal(
    contradictionOf({ ...identity, serial: '106100000042' }, expectedIdentity('7707083893', '00106100000042')),
    undefined,
  )
  t.equal(contradictionOf(identity, expectedIdentity('7707083893', 'kassa-1')), undefined, 'a name is no serial number')
  t.match(contradictionOf(identity, expectedIdentity('7702691545', undefined)), {
    code: 'OTHER_INN',
    values: { seen: '7707083893', wanted: '7702691545' },
  })
  t.match(contradictionOf(identity, expectedIdentity('7707083893', '00106100000043')), { code: 'OTHER_SERIAL' })
})

t.test('on the register of another company nothing is opened and nothing printed: the receipt waits', async (t) => {
  const stage = await Stage.open(foreign)
  t.teardown(() => stage.stop())
  const { UUID } = await stage.print()
  await stage.clock.advance(60_000)
  t.same(stage.documents(), [1], 'not even a shift')
  t.same(await stage.check(String(UUID)), { STATUS: 'WAIT' })
  const lane = stage.bridge.roster.registers[0]?.lane
  t.match(lane?.seen.trouble, {
    code: 'WRONG_REGISTER',
    text: /ИНН кассы 7702691545.*чеки ждут.*Подключите свою кассу/,
  })
  const { alarms } = (await stage.admin('/api/alarms')).json() as { alarms: { name: string }[] }
  t.same(
    alarms.map(({ name }) => name),
    ['wrong-register'],
    'told once',
  )
})

t.test('another serial number than NUMBER_KKM: the same', async (t) => {
  const stage = await Stage.open({ register: { numberKkm: '00106100000043' } })
  t.teardown(() => stage.stop())
  await stage.print()
  await stage.clock.advance(60_000)
  t.same(stage.documents(), [1])
  t.equal(stage.bridge.roster.registers[0]?.lane.seen.trouble?.code, 'WRONG_REGISTER')
})

t.test('the cable moved to another company between two receipts, and back', async (t) => {
  const shop = await VirtualShop.open()
  await shop.until(await shop.print('check|p|1'), 'registered')
  const own = shop.register
  own.control.cable('out')
  await shop.newRegister('/foreign', { inn: '7702691545' })
  const uuid = await shop.print('check|p|2')
  await shop.clock.advance(120_000)
  t.equal((await shop.record(uuid)).state.name, 'accepted')
  t.same(
    shop.register.documents().map(({ code }) => code),
    [1],
  )
  shop.register.control.cable('out')
  own.control.cable('in')
  shop.register = own
  await shop.until(uuid, 'registered')
  await shop.clock.advance(60_000)
  t.match((await shop.admin('/api/status')).body, { alarms: [] })
  await shop.stop()
})

t.test('a shift that is due is not closed on it', async (t) => {
  const stage = await Stage.open(foreign)
  t.teardown(() => stage.stop())
  await stage.admin('/api/registers/kkm-1/shift/open', {})
  t.same(stage.documents(), [1, 2], 'a person may')
  stage.clock.jumpWall(25 * 3_600_000)
  await stage.clock.advance(5 * 60_000)
  t.same(stage.documents(), [1, 2])
})

t.test('what became of a receipt is found out on any register', async (t) => {
  const stage = await Stage.open({ simulator: { latency: 'real' } })
  t.teardown(() => stage.stop())
  stage.register.control.addFault('power-cut@4A:after-commit')
  const { UUID } = await stage.print()
  for (let tenths = 0; tenths < 600 && !stage.documents().includes(3); tenths += 1) await stage.clock.advance(100)
  await stage.stop()
  // Meanwhile somebody mistypes the INN.
  stage.config = { ...stage.config, bitrix24: { ...stage.config.bitrix24, inn: '7702691545' } }
  await stage.start()
  await stage.clock.advance(60_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'DONE' })
  t.equal(stage.documents().filter((code) => code === 3).length, 1)
})

t.test('the cable moved while the shift was being opened: nothing is printed on the other register', async (t) => {
  const shop = await VirtualShop.open()
  const own = shop.register
  await shop.newRegister('/foreign', { inn: '7702691545', serial: '00106100000077' })
  const other = shop.register
  shop.register = own
  // Its shift is open, so that nothing but its name tells it from ours after the reconnect.
  const cashier = new AtolRegister({
    open: () => Promise.resolve(other.connect()),
    protocol: 'v3',
    clock: shop.clock,
    log: silentLog,
    zone: '+03:00',
  })
  await shop.clock.run(cashier.openShift())
  cashier.close()
  own.control.addFault('unplug@9A')
  const uuid = await shop.print('check|p|1')
  shop.register = other
  await shop.clock.advance(120_000)
  t.same(
    other.documents().map(({ code }) => code),
    [1, 2],
  )
  const { state, history } = await shop.record(uuid)
  t.equal(state.name, 'accepted')
  t.notOk(
    history.some(({ event }) => event === 'taken'),
    'nor was it begun',
  )
  await shop.stop()
})

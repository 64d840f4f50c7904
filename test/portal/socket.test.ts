import t from 'tap'
import { systemClock } from '../../drivers/clock.ts'
import type { Bridge } from '../../src/bridge.ts'
import { makeSale, printForm } from '../chaos/sale.ts'
import { openPublicDoor } from '../public-door.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { Portal } from './portal.ts'
import { ShopWorld } from './shop-world.ts'
import { socketWire } from './wires.ts'

for (const version of ['1.0', '1.1'] as const) {
  t.test(`PRINT and CHECK over a socket, HTTP/${version}`, async (t) => {
    const world = await ShopWorld.open({ pushes: false })
    t.teardown(() => world.close())
    const door = await openPublicDoor(world.bridge as Bridge, systemClock)
    t.teardown(() => door.close())
    const wire = socketWire(door.address, world.config.bitrix24.secret, version)
    const portal = new Portal({ clock: new VirtualClock(), wire })
    const check = await portal.print('check|d|1', printForm('check|d|1', makeSale(world.random, 1, 1), 1))
    t.match(check, { status: 'progress', externalUuid: /^[0-9A-Z]{26}$/ })
    await portal.poll()
    t.equal(check.status, 'progress', 'not printed yet')
    await world.clock.advance(20_000)
    await portal.poll()
    t.match(check, { status: 'printed', attributes: { FISCAL_DOC_NUMBER: Number } })
    const refused = await portal.print('check|d|2', 'type=sell')
    t.match(refused, { status: 'failed', errors: [/^B24-/] })
  })
}

t.test('the agent asks for five at most', async (t) => {
  const asked: string[] = []
  let number = 0
  const clock = new VirtualClock()
  const portal = new Portal({
    clock,
    wire: async (path, form) => {
      if (path === 'check') asked.push(form)
      if (path === 'print') number += 1
      return { status: 200, body: path === 'print' ? `{"uuid":"u${number}"}` : '{"STATUS":"WAIT"}', headers: {} }
    },
  })
  for (let count = 0; count < 7; count += 1) await portal.print(`check|d|${count}`, {})
  portal.startAgent()
  await clock.advance(240_000)
  portal.stopAgent()
  t.same(
    asked,
    [1, 2, 3, 4, 5, 1, 2, 3, 4, 5].map((one) => `uuid=u${one}`),
    'the rest starves',
  )
})

t.test('what each answer makes of a check', async (t) => {
  const printed = async (outcome: Awaited<ReturnType<ReturnType<typeof socketWire>>>) =>
    new Portal({ clock: new VirtualClock(), wire: async () => outcome }).print('check|d|1', {})
  t.match(await printed(undefined), { status: 'failed', externalUuid: undefined })
  t.match(await printed({ status: 200, body: '<html>', headers: {} }), { status: 'failed' })
  t.match(await printed({ status: 502, body: '', headers: {} }), { status: 'progress', externalUuid: undefined })
  t.match(await printed({ status: 200, body: '{"errors":["x"]}', headers: {} }), { status: 'failed', errors: ['x'] })
  await t.rejects(printed({ status: 200, body: '{}', headers: { location: '/' } }))
  const outcomes = ['{"uuid":"u"}', '{}']
  const portal = new Portal({
    clock: new VirtualClock(),
    wire: async () => ({ status: 200, body: outcomes.shift() ?? '', headers: {} }),
  })
  const check = await portal.print('check|d|1', {})
  await portal.poll()
  t.match(check, { status: 'printed', attributes: {} }, 'saved with empty attributes')
})

import t from 'tap'
import { findRegister, networkPlace } from '../../drivers/find-registers.ts'
import { silentLog } from '../../drivers/log.ts'
import { openRegister, probe, type RegisterWorld } from '../../drivers/open-register.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import type { Target } from '../../drivers/transport/connect.ts'
import { type Link, LinkLost } from '../../drivers/transport/link.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { VirtualClock } from '../virtual-clock.ts'

const timeZone = '+03:00'
const tcp = { type: 'tcp', host: 'register', port: 5555, protocol: 'v3' } as const
const serial = { type: 'serial', path: '/dev/ttyACM0', baudRate: 115_200, protocol: 'v2' } as const

/** A world in which every cable leads to one register, or to none. */
function worldWith(clock: VirtualClock, register?: Simulator) {
  const asked: Target[] = []
  const connect = async (target: Target): Promise<Link> => {
    asked.push(target)
    if (register === undefined) throw new LinkLost('there is none')
    return register.connect()
  }
  const http = () => Promise.reject(new Error('no network'))
  const world: RegisterWorld = { clock, files: new MemoryDisk().mount(), log: silentLog, connect, http }
  return { world, asked }
}

const registerOf = (clock: VirtualClock, protocol: 'v2' | 'v3'): Promise<Simulator> =>
  clock.run(
    openSimulator({
      folder: '/register',
      files: new MemoryDisk().mount(),
      clock,
      log: silentLog,
      zone: timeZone,
      protocol,
      serial: '00106100000077',
    }),
  )

for (const connection of [tcp, serial]) {
  t.test(`${connection.type}: the register at the other end of the cable, in the connection's protocol`, async (t) => {
    const clock = new VirtualClock()
    const { world, asked } = worldWith(clock, await registerOf(clock, connection.protocol))
    const { register, simulator } = await openRegister({ connection, timeZone }, world)
    t.equal(simulator, undefined)
    t.same(asked, [], 'it is met at the first call')
    t.match(await clock.run(register.identify()), { serial: '00106100000077' })
    t.match(asked, [connection])
    register.close()
    await clock.advance(1)
    t.match(await clock.run(probe({ connection, timeZone }, world)), {
      kind: 'register',
      identity: { serial: '00106100000077' },
      status: { shift: { state: 'closed' } },
    })
  })

  t.test(`${connection.type}: nobody there`, async (t) => {
    const clock = new VirtualClock()
    const { world } = worldWith(clock)
    const { register } = await openRegister({ connection, timeZone }, world)
    await t.rejects(clock.run(register.identify()), { name: 'RegisterError', code: 'LINK_LOST' })
    t.same(await clock.run(probe({ connection, timeZone }, world)), {
      kind: 'closed',
      place: connection.type === 'tcp' ? 'register:5555' : '/dev/ttyACM0',
      reason: 'there is none',
    })
  })
}

t.test('simulated: a register of its own in this process, as it is described', async (t) => {
  for (const protocol of ['v2', 'v3'] as const) {
    const clock = new VirtualClock()
    const { world, asked } = worldWith(clock)
    const described = { folder: '/own', serial: '00106100000099', fn: '9999078900009999', inn: '7702691545' }
    const connection = { type: 'simulated', protocol, ffd: '1.05', ...described } as const
    const { register, simulator } = await clock.run(openRegister({ connection, timeZone }, world))
    const { folder: _, ...identity } = described
    t.match(await clock.run(register.identify()), { ...identity, ffd: '1.05' })
    t.equal(simulator?.documents().length, 1)
    t.same(asked, [])
    t.equal(await probe({ connection, timeZone }, world), 'embedded')
    register.close()
    await clock.run(simulator?.close() ?? Promise.resolve())
  }
})

t.test('a place is tried in both protocols; what is found there is said as the settings want it', async (t) => {
  for (const protocol of ['v3', 'v2'] as const) {
    const clock = new VirtualClock()
    const { world } = worldWith(clock, await registerOf(clock, protocol))
    const found = await clock.run(findRegister(networkPlace('10.0.0.5', 5555), timeZone, world))
    t.match(found, { kind: 'register', identity: { serial: '00106100000077' } })
    t.same('connection' in found && found.connection, { type: 'tcp', host: '10.0.0.5', port: 5555, protocol })
  }
  t.equal(networkPlace('10.0.0.5', 5555).name, '10.0.0.5:5555')
})

import t from 'tap'
import { beginItem } from '../../../../drivers/atol/commands/item.ts'
import { enterMode } from '../../../../drivers/atol/commands/mode.ts'
import { openShift } from '../../../../drivers/atol/commands/shift.ts'
import { readMode, readState } from '../../../../drivers/atol/commands/state.ts'
import { encodePacket } from '../../../../drivers/atol/frame/v3.ts'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import { type Fault, type FaultName, faultKinds, parseFault } from '../../../../drivers/simulator/machine/faults.ts'
import { SimulatorFailure } from '../../../../drivers/simulator/machine/simulator-failure.ts'
import { openSimulator, type Simulator } from '../../../../drivers/simulator/simulator.ts'
import { MemoryDisk } from '../../../memory-disk.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { optionsOf } from '../bench-register.ts'
import { V3Host } from '../v3-host.ts'

t.test('a fault is written as name, command, moment and count', (t) => {
  const written: [string, Fault][] = [
    ['drop-async@4A', { name: 'drop-async', command: '4A', times: 1 }],
    ['drop-reply@a430x3', { name: 'drop-reply', command: 'A430', times: 3 }],
    ['paper-out@4A:after-commit', { name: 'paper-out', command: '4A', when: 'after-commit', times: 1 }],
    ['unplug@byte:37', { name: 'unplug', byte: 37, times: 1 }],
    ['late-async@4A:+10000', { name: 'late-async', command: '4A', value: 10_000, times: 1 }],
    ['error@92:9B', { name: 'error', command: '92', value: 0x9b, times: 1 }],
    ['drop-replyx3', { name: 'drop-reply', times: 3 }],
    ['nak-busyx*', { name: 'nak-busy', times: Number.POSITIVE_INFINITY }],
    ['shift-24h', { name: 'shift-24h', times: 1 }],
    ['fn-memory-90', { name: 'fn-memory-90', times: 1 }],
  ]
  for (const [text, fault] of written) t.same(parseFault(text), fault, text)
  for (const text of ['', 'nonsense', 'drop-async@4', 'drop-async@4A:sometime', 'drop-async@4Ax', 'x3']) {
    t.throws(() => parseFault(text), SimulatorFailure, text)
  }
  for (const name of Object.keys(faultKinds)) t.equal(parseFault(name).name, name)
  t.end()
})

async function rig(fault?: string) {
  const clock = new VirtualClock()
  const logged: unknown[] = []
  const log = { ...optionsOf(new MemoryDisk(), clock).log, info: (fields: object) => logged.push(fields) }
  const simulator = await openSimulator({ ...optionsOf(new MemoryDisk(), clock), log })
  const host = new V3Host(simulator.connect(), clock)
  if (fault !== undefined) simulator.control.addFault(fault)
  return { clock, simulator, host, logged }
}

const happened = (simulator: Simulator, name: FaultName): number =>
  (simulator.state() as { faults: { happened: Record<string, number> } }).faults.happened[name] ?? 0

t.test('faults of packets', async (t) => {
  const whole = ['in-progress', 'async-result']
  const expected: [string, string[], string[]][] = [
    // fault, what comes back at once, what comes back within a minute
    ['drop-request@45', [], []],
    ['drop-reply@45', ['async-result'], ['async-result']],
    ['drop-async@45', ['in-progress'], ['in-progress']],
    [
      'duplicate-request@45',
      ['in-progress', 'already-exists', 'async-result'],
      ['in-progress', 'already-exists', 'async-result'],
    ],
    [
      'duplicate-reply@45',
      ['in-progress', 'in-progress', 'async-result'],
      ['in-progress', 'in-progress', 'async-result'],
    ],
    ['duplicate-async@45', [...whole, 'async-result'], [...whole, 'async-result']],
    ['corrupt-request@45', ['undefined'], ['undefined']],
    ['corrupt-reply@45', ['corrupt', 'async-result'], ['corrupt', 'async-result']],
    ['bad-crc@45', ['corrupt', 'async-result'], ['corrupt', 'async-result']],
    ['corrupt-async@45', ['in-progress', 'corrupt'], ['in-progress', 'corrupt']],
    ['late-async@45:+5000', ['in-progress'], whole],
    ['overflow@45', ['overflow'], ['overflow']],
    ['already-exists@45', ['already-exists'], ['already-exists']],
    ['not-found@45', ['not-found'], ['not-found']],
    ['illegal-value@45', ['illegal-value'], ['illegal-value']],
    ['stopped@45', ['stopped'], ['stopped']],
    ['drop-async@4A', whole, whole],
  ]
  for (const [fault, atOnce, later] of expected) {
    const { clock, simulator, host, logged } = await rig(fault)
    t.same(V3Host.kinds(await host.add(readMode, {})), atOnce, fault)
    await clock.advance(60_000)
    t.same(V3Host.kinds(host.received), later, `${fault}, later`)
    const { name } = parseFault(fault)
    const times = fault.endsWith('4A') ? 0 : 1
    t.equal(happened(simulator, name), times)
    t.equal(logged.filter((one) => (one as { fault?: string }).fault === name).length, times, 'named in the log')
    t.same(V3Host.kinds(await host.send({ kind: 'abort' })), ['result'], 'only once')
  }
})

t.test('a damaged answer is sent again on request, whole; a damaged packet is asked for again', async (t) => {
  const { simulator, clock } = await rig()
  simulator.control.cable('out')
  await clock.advance(0)
  simulator.control.cable('in')
  const link = simulator.connect()
  let received = ''
  link.receive((bytes) => {
    received += `${hex(bytes)} `
  })
  const say = async (bytes: string): Promise<string> => {
    received = ''
    link.send(fromHex(bytes))
    await clock.advance(0)
    return received.trim()
  }
  simulator.control.addFault('bad-crc')
  t.equal(await say('FE 01 00 01 C4 F6'), 'FE 01 00 01 A3 55', 'the CRC is spoiled')
  t.equal(await say('FE 00 00 01 9D'), 'FE 01 00 01 A3 DA')
  const empty = (id: number): string => hex(encodePacket(id, new Uint8Array(0)))
  t.equal(await say('FE 00 00 02 00'), empty(2), 'an empty packet: please repeat')
  t.equal(await say(empty(7)), '', 'an answer that was never given')
})

t.test('an answered error, a slow command', async (t) => {
  const { clock, host, simulator } = await rig('error@45:9B')
  t.equal((await host.ask(enterMode, { mode: 1, password: 30 })).error, 0)
  const received = await host.add(readMode, {})
  t.same(V3Host.kinds(received), ['in-progress', 'async-error'])
  const last = received.at(-1)
  t.same(last !== undefined && 'message' in last && last.message, {
    kind: 'async-error',
    task: 1,
    reply: Uint8Array.of(0x55, 0x9b, 0),
  })
  await host.send({ kind: 'abort' })
  simulator.control.addFault('slow@3F:+3000')
  t.same(V3Host.kinds(await host.add(readState, {}, 2999)), ['in-progress'])
  await clock.advance(1)
  t.same(V3Host.kinds(host.received).at(-1), 'async-result')
})

t.test('the cable comes out at a byte, and the host may come back', async (t) => {
  for (const byte of [0, 1, 3, 5, 9, 10, 12, 20]) {
    const { clock, simulator } = await rig()
    simulator.control.cable('out')
    await clock.advance(0)
    simulator.control.cable('in')
    const link = simulator.connect()
    const host = new V3Host(link, clock)
    simulator.control.addFault(`unplug@byte:${byte}`)
    await host.ask(readMode, {}).catch(() => undefined)
    await link.closed
    t.equal(happened(simulator, 'unplug'), 1, `byte ${byte}`)
    const again = new V3Host(simulator.connect(), clock)
    await again.send({ kind: 'abort' })
    t.equal((await again.ask(readMode, {})).error, 0)
  }
})

t.test('the power goes inside a command, and comes back by itself', async (t) => {
  const { clock, simulator, host } = await rig()
  await host.ask(enterMode, { mode: 1, password: 30 })
  simulator.control.addFault('power-cut@9A:after-commit')
  t.same(V3Host.kinds(await host.add(openShift, { flags: 0 })), [], 'what was on its way is lost with the link')
  t.match(simulator.state(), { power: false, connected: false })
  const refused = simulator.connect()
  await refused.closed
  await clock.advance(3000)
  t.match(simulator.state(), { power: true, lastDocument: 2, mode: 0 })
  const again = new V3Host(simulator.connect(), clock)
  t.same(V3Host.kinds(await again.send({ kind: 'req', task: 1 })), ['not-found'], 'the task buffer is volatile')
})

t.test('the task buffer survives a lost connection', async (t) => {
  const { clock, simulator } = await rig()
  const link = simulator.connect()
  t.ok(await link.closed, 'the device takes one connection')
  simulator.control.cable('out')
  simulator.control.cable('in')
  await clock.advance(0)
  const first = simulator.connect()
  const host = new V3Host(first, clock)
  simulator.control.addFault('slow@45:+1000')
  await host.add(readMode, {})
  first.close()
  await clock.advance(2000)
  const again = new V3Host(simulator.connect(), clock)
  t.same(V3Host.kinds(await again.send({ kind: 'req', task: 0 })), ['result'])
})

t.test('a second client can be refused by a fault as well', async (t) => {
  const { clock, simulator } = await rig()
  simulator.control.cable('out')
  await clock.advance(0)
  simulator.control.cable('in')
  simulator.control.addFault('second-client')
  await simulator.connect().closed
  const host = new V3Host(simulator.connect(), clock)
  t.equal((await host.ask(readMode, {})).error, 0)
})

t.test('conditions take effect at once, or at a command', async (t) => {
  const { simulator, host } = await rig('paper-out')
  t.equal((await host.ask(readMode, {})).values?.flags.noPaper, true)
  simulator.control.paper('present')
  t.equal((await host.ask(readMode, {})).values?.flags.noPaper, false)
  simulator.control.addFault('cover-open@EA')
  t.equal((await host.ask(readState, {})).values?.flags.coverOpen, false)
  await host.ask(beginItem, {})
  t.equal((await host.ask(readState, {})).values?.flags.coverOpen, true)
  simulator.control.clearFaults()
  t.equal((await host.ask(readState, {})).values?.flags.coverOpen, false)
})

import t from 'tap'
import { control, encodeBlock } from '../../../drivers/atol/frame/v2.ts'
import { hex } from '../../../drivers/bytes.ts'
import { openSimulator } from '../../../drivers/simulator/simulator.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { optionsOf } from './bench-register.ts'

const { enq, ack, nak, eot, stx } = control
const question = encodeBlock(Uint8Array.of(0, 0, 0x45))
const reply = hex(encodeBlock(Uint8Array.of(0x55, 0, 0)))

async function rig(fault?: string) {
  const clock = new VirtualClock()
  const simulator = await openSimulator({ ...optionsOf(new MemoryDisk(), clock), protocol: 'v2' })
  if (fault !== undefined) simulator.control.addFault(fault)
  let link = simulator.connect()
  let received: number[] = []
  const listen = () => link.receive((bytes) => received.push(...bytes))
  listen()
  /** What comes back within `ms`. */
  const say = async (bytes: Iterable<number>, ms = 0): Promise<string> => {
    received = []
    link.send(Uint8Array.from(bytes))
    await clock.advance(ms)
    return hex(Uint8Array.from(received))
  }
  const reconnect = async (): Promise<void> => {
    link.close()
    await clock.advance(0)
    link = simulator.connect()
    listen()
  }
  return { clock, say, reconnect }
}

t.test('a question and its answer', async (t) => {
  const { say } = await rig()
  t.equal(await say([enq]), '06')
  t.equal(await say([enq]), '06', 'our ACK was lost')
  t.equal(await say(question), '06')
  t.equal(await say([eot]), '05')
  t.equal(await say([ack]), reply)
  t.equal(await say([nak]), reply, 'once more on demand')
  t.equal(await say([ack]), '04')
  t.equal(await say([0x33, stx, ack, eot]), '', 'noise between')
})

t.test('a block that is damaged, cut or sent twice', async (t) => {
  const { say } = await rig()
  await say([enq])
  const damaged = Uint8Array.from(question)
  damaged[2] = 0x7f
  t.equal(await say(damaged), '15')
  t.equal(await say(question.subarray(0, 3), 499), '')
  t.equal(await say([], 1), '15', 'a gap of T6')
  t.equal(await say(question), '06')
  t.equal(await say(question), '06', 'our ACK was lost: the same command, not another')
  t.equal(await say([], 500), '05', 'no EOT is as good as one')
  t.equal(await say([ack]), reply)
  t.equal(await say([ack]), '04')
  t.equal(await say([enq]), '06')
  t.equal(await say([], 2000), '')
  t.equal(await say(question), '', 'nothing after T2')
})

t.test('ten bad blocks end the matter', async (t) => {
  const { say } = await rig()
  await say([enq])
  for (let time = 0; time < 9; time++) t.equal(await say([stx, 1, 3, 9]), '15')
  t.equal(await say([stx, 1, 3, 9]), '')
  t.equal(await say([enq]), '06')
})

t.test('nobody takes the reply', async (t) => {
  const { say } = await rig()
  await say([enq])
  await say(question)
  t.equal(await say([eot], 10_000), '05 05 05 05 05')
  t.equal(await say([enq]), '06', 'then it is forgotten')
  await say(question)
  await say([eot])
  const copies = (await say([ack], 20_000)).split(reply).length - 1
  t.equal(copies, 10, 'a block that nobody acknowledges')
})

t.test('a host that asks again instead of taking the reply does not want it', async (t) => {
  const { say } = await rig()
  await say([enq])
  await say(question)
  t.equal(await say([eot]), '05')
  t.equal(await say([enq]), '05', 'both want the line: the host gives way')
  t.equal(await say([ack]), reply, 'and is answered')
  await say([ack])
  await say([enq])
  await say(question)
  t.equal(await say([eot]), '05')
  t.equal(await say([enq]), '05')
  t.equal(await say([enq]), '06', 'or does not, and is listened to')
  t.equal(await say(question), '06')
  t.equal(await say([eot]), '05')
  t.equal(await say([ack]), reply)
})

t.test('47h: a host that wants no reply goes on at once, one that waits is answered', async (t) => {
  const beep = encodeBlock(Uint8Array.of(0, 0, 0x47))
  const { say } = await rig()
  await say([enq])
  t.equal(await say(beep), '06')
  t.equal(await say([eot, enq]), '06', 'while it sounds')
  await say([eot])
  await say([enq])
  await say(beep)
  t.equal(await say([eot], 7999), '', 'nothing is offered yet')
  t.equal(await say([enq]), '06')
  await say(question)
  t.equal(await say([eot]), '05')
  t.equal(await say([ack]), reply, 'the reply of the next command, no other')
  await say([ack])
  await say([enq])
  await say(beep)
  t.equal(await say([eot], 8000), '05')
  t.equal(await say([enq]), '06', 'also once it was offered')
  await say([eot])
  await say([enq])
  await say(beep)
  t.equal(await say([eot], 20_000), '05', 'once')
  await say([enq])
  await say(beep)
  t.equal(await say([eot], 8000), '05')
  t.equal(await say([ack]), hex(encodeBlock(Uint8Array.of(0x55, 0, 0))))
  t.equal(await say([ack]), '04')
})

t.test('a reply waits for the host to come back', async (t) => {
  const { say, reconnect } = await rig()
  await say([enq])
  await say(question)
  t.equal(await say([eot]), '05')
  await reconnect()
  t.equal(await say([], 1000), '05')
  t.equal(await say([ack]), reply)
})

t.test('faults', async (t) => {
  const busy = await rig('nak-busyx2')
  t.same([await busy.say([enq]), await busy.say([enq]), await busy.say([enq])], ['15', '15', '06'])
  const collision = await rig('enq-collision')
  t.same([await collision.say([enq]), await collision.say([enq])], ['05', '06'])
  const corrupt = await rig('corrupt-request@45')
  await corrupt.say([enq])
  t.same([await corrupt.say(question), await corrupt.say(question)], ['15', '06'])
  const lost = await rig('drop-request')
  await lost.say([enq])
  t.same([await lost.say(question), await lost.say(question)], ['', '06'])
  const silent = await rig('drop-async@45')
  await silent.say([enq])
  await silent.say(question)
  t.equal(await silent.say([eot], 60_000), '')
  const late = await rig('late-async@45:+5000')
  await late.say([enq])
  await late.say(question)
  t.equal(await late.say([eot], 4999), '')
  t.equal(await late.say([enq]), '15', 'busy meanwhile')
  t.equal(await late.say([], 1), '05')
  const spoiled = await rig('bad-crc@45')
  await spoiled.say([enq])
  await spoiled.say(question)
  await spoiled.say([eot])
  t.not(await spoiled.say([ack]), reply)
  t.equal(await spoiled.say([nak]), reply)
})

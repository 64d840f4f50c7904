import t from 'tap'
import { fromHex, hex } from '../../../drivers/bytes.ts'
import { silentLog } from '../../../drivers/log.ts'
import { openSimulator } from '../../../drivers/simulator/simulator.ts'
import trace from '../../fixtures/atol-trace.json' with { type: 'json' }
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

/** The register of the recorded sale: 41 documents and 6 shifts behind it, its clock at 12:30. */
async function registerOfTrace(protocol: 'v2' | 'v3') {
  const clock = new VirtualClock(Date.UTC(2024, 4, 16, 9, 30, 0))
  const simulator = await openSimulator({
    folder: '/kkt',
    files: new MemoryDisk().mount(),
    clock,
    log: silentLog,
    zone: '+03:00',
    protocol,
    serial: '00000000123456',
    taxSystems: 1,
    history: { documents: 40, shifts: 6 },
    random: () => fromHex((2_874_316_905).toString(16)),
  })
  const link = simulator.connect()
  let received: number[] = []
  link.receive((bytes) => received.push(...bytes))
  const exchange = async (bytes: Uint8Array): Promise<string> => {
    received = []
    link.send(bytes)
    await clock.advance(0)
    return hex(Uint8Array.from(received))
  }
  return { clock, simulator, exchange }
}

const closing = 'T11'

t.test('v3: the recorded sale, byte for byte', async (t) => {
  const { clock, simulator, exchange } = await registerOfTrace('v3')
  for (const { step, title, v3 } of trace.steps) {
    if (step === closing) clock.jumpWall(60_000)
    for (let at = 0; at < v3.length; ) {
      const host = v3[at++]?.hex ?? ''
      const expected: string[] = []
      while (at < v3.length && v3[at]?.from === 'device') expected.push(v3[at++]?.hex ?? '')
      t.equal(await exchange(fromHex(host)), expected.join(' '), `${step} ${title}`)
    }
  }
  t.equal(simulator.documents().at(-1)?.number, 43)
  await simulator.close()
})

t.test('v2: the recorded sale, byte for byte, with its handshake', async (t) => {
  const { clock, simulator, exchange } = await registerOfTrace('v2')
  for (const { step, title, v2 } of trace.steps) {
    if (step === closing) clock.jumpWall(60_000)
    t.equal(await exchange(Uint8Array.of(5)), '06', `${step}: ENQ`)
    t.equal(await exchange(fromHex(v2.host)), '06', `${step}: block`)
    t.equal(await exchange(Uint8Array.of(4)), '05', `${step}: EOT`)
    t.equal(await exchange(Uint8Array.of(6)), v2.device, `${step} ${title}`)
    t.equal(await exchange(Uint8Array.of(6)), '04', `${step}: ACK`)
  }
  await simulator.close()
})

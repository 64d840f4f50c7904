/**
 * `npm run fuzz [count] [seed]`: random byte strings through both decoders and through the simulated register, which must
 * neither crash nor grow, and must answer in between. The numbers printed are strings; the exit code says how it went.
 */
import { BlockReceiver, control } from '../../drivers/atol/frame/v2.ts'
import { V3Decoder } from '../../drivers/atol/frame/v3.ts'
import { silentLog } from '../../drivers/log.ts'
import { openSimulator } from '../../drivers/simulator/simulator.ts'
import type { Link } from '../../drivers/transport/link.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { Random } from './random.ts'
import { type Protocol, randomString } from './strings.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)
/** A run may take so much more memory at its end than after its first tenth, MB. */
const growth = 64
/** Strings between two looks whether the register still answers. */
const between = 500

const say = (name: string, value: number, unit: string): void =>
  console.log(`${name} ${Math.round(value * 10) / 10} ${unit}`)

const residentMb = (): number => {
  globalThis.gc?.()
  return process.memoryUsage.rss() / 1e6
}

/** Runs `one` so often; throws when memory grew with it. */
async function often(name: string, one: (index: number) => Promise<void> | void): Promise<void> {
  let early = 0
  for (let index = 0; index < count; index += 1) {
    await one(index)
    if (index === Math.floor(count / 10)) early = residentMb()
  }
  const now = residentMb()
  say(name, count, 'strings')
  say(`${name}_rss`, now, 'MB')
  if (now - early > growth) throw new Error(`${name}: memory grew from ${early} to ${now} MB`)
}

async function decoders(): Promise<void> {
  const random = new Random(seed)
  const decoder = new V3Decoder()
  let frames = 0
  await often('fuzz.v3_decoder', () => {
    for (const event of decoder.push(randomString('v3', random))) if (event.kind === 'frame') frames += 1
  })
  say('fuzz.v3_frames', frames, 'frames')
  const receiver = new BlockReceiver()
  let blocks = 0
  await often('fuzz.v2_decoder', () => {
    receiver.reset()
    const bytes = randomString('v2', random)
    // The exchange hands over what stands behind STX.
    const from = bytes[0] === control.enq && bytes[1] === control.stx ? 2 : 0
    for (const byte of bytes.subarray(from)) if (receiver.push(byte)?.kind === 'block') blocks += 1
  })
  say('fuzz.v2_blocks', blocks, 'blocks')
}

/** What each protocol is asked to see that it still lives, and how the answer ends. */
const greetings = {
  v3: { ask: 'fe010001c4f6', answer: 'fe010001a3da' },
  v2: { ask: '05', answer: '06' },
} as const satisfies Record<Protocol, object>

async function register(protocol: Protocol): Promise<void> {
  const random = new Random(seed)
  const clock = new VirtualClock()
  const files = new MemoryDisk().mount()
  const simulator = await openSimulator({ folder: '/kkt', files, clock, log: silentLog, zone: '+03:00', protocol })
  let heard = ''
  const plug = (): Link => {
    const link = simulator.connect()
    link.receive((bytes) => {
      heard = (heard + Buffer.from(bytes).toString('hex')).slice(-200)
    })
    return link
  }
  const link = plug()
  let answers = 0
  const greet = async (): Promise<void> => {
    // Ends what the noise began: a packet at the next start byte, a block by silence.
    await clock.advance(60_000)
    heard = ''
    link.send(Buffer.from(greetings[protocol].ask, 'hex'))
    await clock.advance(10)
    if (!heard.endsWith(greetings[protocol].answer)) throw new Error(`${protocol}: no answer, but ${heard}`)
    answers += 1
  }
  await often(`fuzz.${protocol}_register`, async (index) => {
    link.send(randomString(protocol, random))
    if (index % 20 === 19) await clock.advance(1)
    if (index % between === between - 1) await greet()
  })
  say(`fuzz.${protocol}_answers`, answers, 'answers')
  say(`fuzz.${protocol}_documents`, simulator.documents().length, 'documents')
  await simulator.close()
}

await decoders()
await register('v3')
await register('v2')

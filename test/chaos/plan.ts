import type { ByteFate, Direction } from '../../drivers/transport/memory.ts'
import { restoredPath } from '../../src/store/store-folders.ts'
import { diskError } from '../memory-disk.ts'
import { dataFolder } from './config.ts'
import { Random } from './random.ts'
import { makeSale, type Sale, settlementOf, totalOf } from './sale.ts'
import { World, type WorldOptions } from './world.ts'

/** Commands at which faults of the register strike, the closing one most often. */
const commands = ['4A', '4A', '4A', '92', 'E8', 'EA', 'EB', '99', '59', '56', 'A430', '3F', 'A445', 'A446', '5A', '48']

/** Faults of one message or one moment; `@` is put before the command, then what follows. */
const momentary = [
  ['drop-request', ''],
  ['drop-reply', ''],
  ['drop-async', ''],
  ['late-async', ':+3000'],
  ['late-async', ':+15000'],
  ['late-async', ':+40000'],
  ['duplicate-request', ''],
  ['duplicate-reply', ''],
  ['duplicate-async', ''],
  ['corrupt-request', ''],
  ['corrupt-reply', ''],
  ['corrupt-async', ''],
  ['overflow', ''],
  ['already-exists', ''],
  ['not-found', ''],
  ['stopped', ''],
  ['power-cut', ':start'],
  ['power-cut', ':before-commit'],
  ['power-cut', ':after-commit'],
  ['power-cut', ':end'],
  ['unplug', ':start'],
  ['unplug', ':before-commit'],
  ['unplug', ':after-commit'],
  ['unplug', ':end'],
  ['paper-out', ':start'],
  ['paper-out', ':after-commit'],
  ['cover-open', ':before-commit'],
  ['cover-open', ':after-commit'],
  ['fn-exchange', ':start'],
  ['shift-24h', ':start'],
  ['slow', ':+8000'],
  ['slow', ':+25000'],
  ['slow', ':+60000'],
  ['error', ':9A'],
  ['error', ':66'],
  ['error', ':67'],
  ['error', ':08'],
  ['error', ':86'],
  ['error', ':D2'],
] as const

type Trouble = (world: World, random: Random, sales: readonly Sale[]) => void

const second = 1000
/** More bytes than one packet of either lower level takes. */
const longestPacket = 600
/** The storm lasts until so long after its last planned event, ms. */
const lullMs = 3 * second

/** Error codes that come after the document was registered: the code lies. */
const lies = [0x9a, 0x66, 0x67, 0x86, 0x08]

/**
 * Bytes with a meaning of their own in v2 or v3. Noise is one flipped bit a packet and leaves them alone: that is what the one
 * byte of checksum, which both levels have, is sure to see. More could register another text than was sent, whatever the driver does.
 */
const isFraming = (byte: number): boolean => byte <= 0x06 || byte === 0x10 || byte === 0x15 || byte >= 0xf0

/** Everything that can go wrong, each for itself; a seed picks some of them. */
const troubles: readonly Trouble[] = [
  function crashes(world, random) {
    const { host } = world
    for (let times = random.between(1, 3); times > 0; times -= 1) {
      world.at(random.between(9_900, 20_000), () => {
        host.deaths.set(host.boundaries + random.between(0, 500), {
          death: random.chance(0.5) ? 'kill' : 'power',
          survival: random.pick(['nothing', 'everything', 'chance', 'chance'] as const),
          restartMs: random.chance(0.03) ? 25 * 3_600 * second : random.between(500, 30 * second),
        })
      })
    }
  },
  function registerFaults(world, random) {
    for (let times = random.between(1, 4); times > 0; times -= 1) {
      const [name, detail] = random.pick(momentary)
      const command = random.chance(0.85) ? `@${random.pick(commands)}` : ''
      const often = random.chance(0.2) ? 'x3' : ''
      const standing = command === '' && (name === 'paper-out' || name === 'cover-open' || name === 'fn-exchange')
      const text = `${name}${command}${standing ? '' : detail}${often}`
      world.at(random.between(9_000, 40_000), () => world.room.register.control.addFault(text))
    }
  },
  function lyingErrors(world, random) {
    const value = random.pick(lies)
    world.at(9_500, () =>
      world.room.register.control.addFault({ name: 'error', command: '4A', when: 'end', value, times: 1 }),
    )
  },
  function cutCables(world, random) {
    const cuts = Array.from({ length: random.between(1, 3) }, () => random.between(0, 4000))
    world.at(random.between(5_000, 12_000), () => {
      world.host.cable = () => {
        const cut = world.unreliable ? cuts.shift() : undefined
        return cut === undefined ? {} : { fate: (_, index) => (index === cut ? 'cut' : undefined) }
      }
      world.room.register.control.addFault(`unplug@byte:${random.between(0, 6000)}`)
    })
  },
  function noisyCable(world, random) {
    const rate = random.pick([0.0002, 0.001, 0.004])
    const quietUntil = { 'to-device': 0, 'to-host': 0 }
    const fate = (direction: Direction, index: number, byte: number): ByteFate => {
      if (index === 0) quietUntil[direction] = 0
      if (!world.unreliable || index < quietUntil[direction] || !random.chance(rate)) return undefined
      quietUntil[direction] = index + longestPacket
      const flipped = byte ^ (1 << random.below(8))
      return isFraming(byte) || isFraming(flipped) ? undefined : [flipped]
    }
    world.host.cable = () => ({ fate, latencyMs: random.below(20), chunkBytes: random.between(1, 60) })
  },
  function pulledCable(world, random) {
    const from = random.between(9_500, 40_000)
    world.at(from, () => world.room.register.control.cable('out'))
    world.at(from + random.between(500, 40_000), () => world.room.register.control.cable('in'))
  },
  function registerPower(world, random) {
    const from = random.between(9_500, 30_000)
    if (random.chance(0.6)) world.at(from, () => world.room.register.control.power('cut'))
    else {
      world.at(from, () => world.room.register.control.power('off'))
      world.at(from + random.between(2_000, 40_000), () => world.room.register.control.power('on'))
    }
  },
  function paperAndCover(world, random) {
    const { room } = world
    const from = random.between(9_000, 25_000)
    const paper = random.chance(0.5)
    world.at(from, () => (paper ? room.register.control.paper('out') : room.register.control.cover('open')))
    world.at(from + random.between(3_000, 50_000), () => {
      room.register.control.paper('present')
      room.register.control.cover('closed')
    })
  },
  function otherProgram(world, random, sales) {
    const { host, room } = world
    for (let times = random.between(1, 2); times > 0; times -= 1) {
      const model = random.pick(sales)
      const alike = random.chance(0.4)
      const foreign = {
        settlement: alike ? settlementOf(model) : (1 as const),
        total: alike ? totalOf(model) : random.between(100, 90_000),
        items: alike ? model.lines.length : random.between(1, 2),
      }
      const sell = (): void => void room.sellForeign(foreign)
      if (random.chance(0.4)) world.at(random.between(5_000, 40_000), sell)
      else
        world.at(random.between(9_900, 12_000), () => {
          const when = host.boundaries + random.between(0, 450)
          const before = host.onBoundary
          host.onBoundary = (kind, detail) => {
            before?.(kind, detail)
            if (host.boundaries === when + 1) sell()
          }
        })
    }
  },
  function failingDisk(world, random) {
    const from = random.between(0, 20_000)
    const rate = random.pick([0.05, 0.3, 1])
    const code = random.pick(['EIO', 'ENOSPC', 'EROFS'] as const)
    world.at(from, () => {
      world.host.diskTrouble = (operation) =>
        operation !== 'read' && operation !== 'list' && random.chance(rate) ? diskError(code) : 0
    })
    world.at(from + random.between(1_000, 30_000), () => {
      world.host.diskTrouble = () => 0
    })
  },
  function slowDisk(world, random) {
    const slowest = random.pick([5, 80, 3_000])
    world.host.diskTrouble = () => random.between(0, slowest)
  },
  function clockJumps(world, random) {
    const from = random.between(0, 40_000)
    const offset = random.pick([-1, 1]) * random.pick([3 * 60, 3_600, 86_400, 400 * 86_400]) * second
    const isUnset = random.chance(0.3)
    const setTo = (ms: number): void => {
      world.host.wallOffset = ms
      world.history.note('host', `its clock shows ${new Date(world.clock.now() + ms).toISOString()}`)
    }
    // A flat battery: the clock begins with 1970, until somebody or NTP sets it.
    world.at(from, () => setTo(isUnset ? -world.clock.now() : offset))
    if (random.chance(0.5)) world.at(from + random.between(1_000, 40_000), () => setTo(0))
  },
  function sentTwice(world, random) {
    world.at(random.between(10_000, 40_000), () => {
      const check = world.portal.checks[0]
      // A request that arrives twice; what has failed is never sent again under its uuid unless an error was delivered.
      if (check?.inProgress === true || check?.told.kind === 'nothing') void world.portal.print(check)
    })
  },
  function otherHardware(world, random) {
    if (!random.chance(0.3)) return
    const kind = random.pick(['new-register', 'new-memory'] as const)
    world.at(random.between(9_900, 30_000), async () => {
      await world.room.install(kind)
      if (kind === 'new-register') world.at(random.between(5_000, 60_000), () => world.room.putBack())
    })
  },
  function restartsInOrder(world, random) {
    world.at(random.between(9_900, 30_000), () => world.host.restart())
  },
]

/** A world with the sales and the trouble that the seed asks for, ready to open. */
function planWorld(seed: number, verbose = false): World {
  const random = new Random(seed, 3)
  // A stream of its own: the seeds kept in seeds.test.ts go on meaning what they meant.
  const refusing = new Random(seed, 6)
  const isRefused = refusing.chance(0.2)
  const options: WorldOptions = {
    seed,
    verbose,
    protocol: random.chance(0.85) ? 'v3' : 'v2',
    latency: random.chance(0.55) ? 0 : random.pick(['real', 300] as const),
    keepOpenReceipt: random.chance(0.3),
    markTag: random.chance(0.85) ? 1192 : 1084,
    ffd: random.chance(0.8) ? '1.2' : '1.05',
    insists: random.chance(0.7) ? 0.8 : 0,
    lostRequests: random.chance(0.2) ? 0.2 : 0,
    lostAnswers: random.chance(0.3) ? 0.3 : 0,
    ...(isRefused && { patienceMs: refusing.pick([20_000, 60_000]) }),
  }
  const world = new World(options)
  world.history.note('seed', `${seed} ${JSON.stringify(options)}`)
  const sales = planSales(random)
  for (const [index, sale] of sales.entries()) {
    const at = index === 0 ? 10_000 : 10_000 + random.below(random.chance(0.5) ? 200 : 30_000)
    world.at(at, () => world.portal.sell(sale))
  }
  for (const trouble of troubles) {
    if (!random.chance(0.22)) continue
    world.history.note('seed', `trouble: ${trouble.name}`)
    trouble(world, new Random(random.next()), sales)
  }
  if (isRefused) refuse(world, refusing)
  const restoring = new Random(seed, 7)
  if (restoring.chance(0.06)) restoreOlder(world, restoring)
  return world
}

/** Data of before are put back with the restore command, unless they know less receipts: those are lost with them (scenario `forgotten`). */
function restoreOlder(world: World, random: Random): void {
  const { host, history, clock } = world
  const from = random.between(10_500, 60_000)
  let backup: ReadonlyMap<string, string> = new Map()
  world.at(from, () => {
    backup = host.disk.dump()
    history.note('seed', `a backup of ${backup.size} files`)
  })
  world.at(from + random.between(1_000, 120_000), () => {
    const paths = [...backup.keys()]
    const isKnown = (uuid: string): boolean => paths.some((path) => path.endsWith(`/${uuid}.json`))
    if (![...host.records().keys()].every(isKnown)) return
    void clock.hold(host.restore(new Map([...backup, [`${dataFolder}/${restoredPath}`, '{}']])))
  })
}

/** The register refuses the first goods; the storm lasts until Bitrix24 has heard of it and people have acted on it. */
function refuse(world: World, random: Random): void {
  world.history.note('seed', 'trouble: refusals')
  const times = random.between(1, 2)
  world.at(9_500, () => world.room.register.control.addFault({ name: 'error', command: 'EB', value: 0x08, times }))
  world.lastPlanned = Math.max(world.lastPlanned, 150_000)
}

/** Up to four deals; some buyers want exactly the same goods. */
function planSales(random: Random): Sale[] {
  const sales: Sale[] = []
  for (let order = 1; order <= random.pick([1, 1, 2, 3, 4]); order += 1) {
    const [first] = sales
    sales.push(first !== undefined && random.chance(0.2) ? { ...first, order } : makeSale(random, order, order))
  }
  return sales
}

/** Runs a seed from the beginning to its end. */
export async function runSeed(seed: number, verbose = false) {
  const world = planWorld(seed, verbose)
  await world.open()
  await world.advance(world.lastPlanned + lullMs)
  await world.settle()
  return world.finish()
}

import { diskError } from '../memory-disk.ts'
import { restoredScenarios } from './restored-scenarios.ts'
import { settlementOf, totalOf } from './sale.ts'
import { control, hour, minute, type Scenario, saleOf, second } from './scenario.ts'
import { type Outcome, World } from './world.ts'

/** Calls `action` once, at the first byte sent after a record says that its closing command may be handed over. */
function atClosing(world: World, action: () => void): void {
  let done = false
  world.host.onBoundary = (kind) => {
    if (done || kind !== 'send') return
    const closing = [...world.host.records().values()].some(({ state }) => state.name === 'printing' && state.closing)
    if (!closing) return
    done = true
    action()
  }
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  /** The daemon was off for a day: the receipt waited too long, a shift is over 24 hours old. */
  'off-for-a-day': async (world) => {
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    world.at(8 * second, () => control(world).cable('out'))
    world.at(10 * second, () => world.portal.sell(saleOf(world, 2)))
    world.at(12 * second, () => world.host.die('kill', 'everything', 25 * hour))
    await world.advance(25 * hour + minute)
    control(world).cable('in')
    await world.advance(3 * minute)
    const waiting = world.host.records().get(world.host.uuidOf(world.portal.checks[1]?.uuid ?? '') ?? '')
    if (waiting?.state.name !== 'held') world.violate('I2', `a day later nobody was asked: ${waiting?.state.name}`)
  },
  /** A receipt on which the register loses its power, again and again. */
  poison: async (world) => {
    control(world).addFault('power-cut@EB:startx*')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(30 * minute)
  },
  ...restoredScenarios,
  /** Another program registers the same sum between our last look and our closing command. */
  'foreign-before-closing': async (world) => {
    const sale = saleOf(world, 1)
    atClosing(world, () => {
      void world.room.sellForeign({ settlement: settlementOf(sale), total: totalOf(sale), items: sale.lines.length })
    })
    world.at(5 * second, () => world.portal.sell(sale))
    await world.advance(3 * minute)
  },
  /** The register registers the receipt but loses our mark, and its power: nobody but a person can tell. */
  'mark-lost': async (world) => {
    const sale = saleOf(world, 1)
    control(world).addFault('power-cut@4A:before-commit')
    world.at(5 * second, () => world.portal.sell(sale))
    let sold = false
    world.host.onBoundary = () => {
      if (sold || world.room.closings === 0) return
      sold = true
      world.at(5 * second, () =>
        world.room.sellForeign({ settlement: settlementOf(sale), total: totalOf(sale), items: sale.lines.length }),
      )
    }
    await world.advance(5 * minute)
    const alike = world.room.documents().filter(({ code }) => code === 3).length
    if (alike !== 1) world.violate('I1', `${alike} documents of one sale before anybody was asked`)
  },
  /** The cable breaks with the closing command, and the memory says of the new document that it has no such one. */
  unreadable: async (world) => {
    control(world).addFault('unplug@4A:after-commit')
    control(world).addFault('error@A445:DAx*')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(3 * minute)
  },
  /** 4Ah is refused although, for all anybody knows, an earlier copy of it may be under way. */
  'closing-refused': async (world) => {
    control(world).addFault('error@4A:66')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(3 * minute)
  },
  /** The register registers the receipt, and says that it refuses it. */
  'closing-lies': async (world) => {
    for (const value of [0x86, 0x08, 0x9a]) {
      control(world).addFault({ name: 'error', command: '4A', when: 'end', value, times: 1 })
    }
    for (const order of [1, 2, 3]) world.at(5 * second, () => world.portal.sell(saleOf(world, order)))
    await world.advance(4 * minute)
  },
  /** A refusal is on its way to a slow disk when Bitrix24 asks; then the power fails. */
  'refusal-not-stored': async (world) => {
    world.at(3 * second, () => {
      world.host.diskTrouble = (operation) => (operation === 'write' ? second : 0)
    })
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    for (let at = 6; at < 60; at += 0.25) world.at(at * second, () => world.portal.ask())
    let refusing = false
    world.host.onBoundary = (kind, detail) => {
      if (kind !== 'disk' || !detail.startsWith('rename /data/open')) return
      const pending = [...world.host.disk.dump()].some(
        ([path, text]) => path.endsWith('.tmp') && text.includes('"name":"refused"'),
      )
      if (pending && !refusing) {
        refusing = true
        world.host.die('power', 'nothing', 5 * second)
      }
    }
    await world.advance(3 * minute)
  },
  /** The disk refuses once to take that the receipt is registered, and nobody asks about it: its record says so later all the same. */
  'registered-not-stored': async (world) => {
    const { host, room } = world
    world.loseNext = 1
    let refusals = 1
    host.diskTrouble = (operation, path) => {
      const isAfter =
        operation === 'write' && path.includes('/open/') && room.documents().some(({ code }) => code === 3)
      return isAfter && refusals-- > 0 ? diskError('EIO') : 0
    }
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(2 * minute)
    if (refusals > 0) world.violate('I2', 'the disk refused nothing')
  },
  /** A receipt is told and put away, the next one is stored, the power fails: the first still has its record. */
  'put-away': async (world) => {
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(minute)
    if (world.portal.checks[0]?.told.kind !== 'done') world.violate('I2', 'the first was not told')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 2)))
    await world.advance(30 * second)
    world.host.die('power', 'nothing', 5 * second)
    await world.advance(minute)
  },
  /** A sale that could not be stored is refused; the power fails; nothing of it may come back. */
  'withdrawn-comes-back': async (world) => {
    world.at(4 * second, () => {
      let failing = 0
      world.host.diskTrouble = (operation, path) => {
        if (operation !== 'syncFolder' || !path.endsWith('/open')) return 0
        failing += 1
        if (failing > 1) return 0
        // The disk does it, and then reports that it failed.
        void world.host.disk.mount().syncFolder(path)
        return diskError('EIO')
      }
    })
    world.at(3 * second, () => control(world).cable('out'))
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    world.at(6 * second, () => world.host.die('power', 'nothing', second))
    world.at(8 * second, () => control(world).cable('in'))
    await world.advance(2 * minute)
  },
  /** Three buyers want the same thing, and one answer is lost: a word on one pair says nothing about the third. */
  'three-alike': async (world) => {
    const sale = saleOf(world, 1)
    const first = world.portal
    world.loseNext = 1
    world.at(5 * second, () => first.sell(sale))
    world.at(8 * second, () => first.sell({ ...sale, order: 2 }))
    world.at(9 * second, () => first.sell({ ...sale, order: 3 }))
    world.at(20 * second, () => first.sell(sale))
    await world.advance(50 * second)
  },
  /** A first attempt ends in nothing, another program sells, a second attempt is cut off: the search still begins before the first. */
  'first-baseline-stays': async (world) => {
    control(world).addFault('power-cut@4A:before-commit')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    let step = 0
    world.host.onBoundary = () => {
      if (step === 0 && world.room.closings === 1) {
        step = 1
        world.at(5 * second, () => world.room.sellForeign({ settlement: 1, total: 77, items: 1 }))
      } else if (step === 1 && world.room.begun === 2) {
        step = 2
        world.at(0, () => control(world).cable('out'))
      }
    }
    await world.advance(2 * minute)
    const [record] = world.host.records().values()
    const tried = record?.state.name === 'printing' ? record.state.tried : undefined
    if (tried?.attempts !== 2) world.violate('I2', `the second attempt is not under way: ${record?.state.name}`)
    if (tried?.baseline.lastDocument !== 2) world.violate('I1', 'the first baseline was replaced')
  },
  /** The receipt is registered, and at once the register gets another fiscal memory, with as many documents as the old one had before. */
  'memory-replaced': async (world) => {
    control(world).addFault('power-cut@4A:after-commit')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    let replaced = false
    world.host.onBoundary = () => {
      if (replaced || world.room.closings === 0) return
      replaced = true
      world.at(0, async () => {
        await world.room.install('new-memory')
        await control(world).registerForeign(2, [{ tag: 1038, value: 1 }])
      })
    }
    await world.advance(2 * minute)
    const [record] = world.host.records().values()
    if (record?.state.name !== 'unresolved') world.violate('I2', `nobody was asked: ${record?.state.name}`)
  },
  /** A receipt waits for a decision: nothing is printed beside it. */
  'unresolved-stops': async (world) => {
    control(world).addFault('unplug@4A:after-commit')
    control(world).addFault('error@A445:DAx*')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    world.at(9 * second, () => world.portal.sell(saleOf(world, 2)))
    await world.advance(3 * minute)
  },
  /** Another program registers something while our receipt is being built. */
  'foreign-while-building': async (world) => {
    let sold = false
    world.host.onBoundary = () => {
      if (sold || world.room.begun === 0) return
      sold = true
      void world.room.sellForeign({ settlement: 1, total: 77, items: 1 })
    }
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(3 * minute)
  },
  /** Sales in a row while the register is away: they are printed as they came. */
  queue: async (world) => {
    control(world).cable('out')
    for (let order = 1; order <= 5; order += 1)
      world.at((4 + order) * second, () => world.portal.sell(saleOf(world, order)))
    await world.advance(20 * second)
    control(world).cable('in')
    await world.advance(minute)
  },
  /** A check was told ERROR, its goods were sold by a new one, and then it comes again: no second sale (promise, rule 12). */
  'sold-since': async (world) => {
    const { portal } = world
    const sale = saleOf(world, 1)
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => portal.sell(sale))
    world.at(minute, () => portal.sell(sale))
    world.at(2 * minute, async () => {
      const [refused] = portal.checks
      if (refused?.told.kind !== 'error') world.violate('I2', `the first was not refused: ${refused?.told.kind}`)
      else await portal.print(refused)
    })
    await world.advance(3 * minute)
  },
  /** The same, and it comes again before Bitrix24 has asked about the new one: what that asks later frees nothing. */
  'sold-since-unasked': async (world) => {
    const { portal } = world
    const sale = saleOf(world, 1)
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => portal.sell(sale))
    await world.advance(minute)
    world.at(second, () => portal.sell(sale))
    world.at(5 * second, async () => {
      const [refused] = portal.checks
      if (refused?.told.kind !== 'error') world.violate('I2', `the first was not refused: ${refused?.told.kind}`)
      else await portal.print(refused)
    })
    await world.advance(5 * minute)
  },
  /** The same, and the disk does not give out the record of the sale: it may be one, so that a person is asked. */
  'sold-since-unread': async (world) => {
    const { host, portal } = world
    const sale = saleOf(world, 1)
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => portal.sell(sale))
    await world.advance(minute)
    world.at(second, () => portal.sell(sale))
    await world.advance(5 * minute)
    const [refused] = portal.checks
    if (refused?.told.kind !== 'error') world.violate('I2', `the first was not refused: ${refused?.told.kind}`)
    else {
      const own = `${host.uuidOf(refused.uuid)}.json`
      host.diskTrouble = (operation, path) =>
        operation === 'read' && path.startsWith('/data/receipts/') && !path.endsWith(own) ? diskError('EIO') : 0
      await world.clock.run(portal.print(refused))
      await world.advance(5 * minute)
    }
  },
  /** A check that was told ERROR is sent again and printed. */
  'sent-again': async (world) => {
    const { portal } = world
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => portal.sell(saleOf(world, 1)))
    await world.advance(minute)
    const [refused] = portal.checks
    if (refused?.told.kind !== 'error') world.violate('I2', `it was not refused: ${refused?.told.kind}`)
    else await world.clock.run(portal.print(refused))
    await world.advance(4 * minute)
    if (refused?.told.kind !== 'done') world.violate('I2', `sent again, it was not printed: ${refused?.told.kind}`)
  },
}

/** Plays a scenario to its end. */
export async function runScenario(name: string, verbose = false): Promise<Outcome> {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  const world = new World({ seed: 7, verbose })
  await world.open()
  await scenario(world)
  await world.settle()
  return world.finish()
}

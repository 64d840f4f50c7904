import { makeSale } from './sale.ts'
import { type Outcome, World } from './world.ts'

/** A sequence of events that a rule exists for, played as it is told. */
type Scenario = (name: string, verbose: boolean) => Promise<World>

const hour = 3_600_000

const begin = async (options: Partial<World['options']> = {}): Promise<World> => {
  const world = new World({ seed: 7, ...options })
  await world.open()
  return world
}

const saleOf = (world: World, order: number, goods = order) => makeSale(world.random, order, goods)

export const scenarios: Readonly<Record<string, Scenario>> = {
  /** A daemon that was off for a day finds a shift over 24 hours and a receipt that waited too long. */
  'off-for-a-day': async (_, verbose) => {
    const world = await begin({ verbose })
    world.at(8_000, () => world.room.register.control.cable('out'))
    world.at(10_000, () => world.portal.sell(saleOf(world, 1)))
    world.at(12_000, () => world.host.die('kill', 'everything', 25 * hour))
    await world.advance(25 * hour + 60_000)
    return world
  },
}

/** Plays a scenario to its end. */
export async function runScenario(name: string, verbose = false): Promise<Outcome> {
  const scenario = scenarios[name]
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`)
  const world = await scenario(name, verbose)
  await world.settle()
  return world.finish()
}

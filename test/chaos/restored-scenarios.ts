import { restoredPath } from '../../src/store/store-folders.ts'
import { dataFolder } from './config.ts'
import { control, minute, type Scenario, saleOf, second } from './scenario.ts'
import type { World } from './world.ts'

/** A receipt waits in the backup; after it, it is refused, Bitrix24 told so, and its goods are sold by another check; then the backup is put back. */
async function refusedSinceBackup(world: World, left: readonly (readonly [string, string])[]): Promise<void> {
  const { host, portal } = world
  const sale = saleOf(world, 1)
  control(world).paper('out')
  world.at(5 * second, () => portal.sell(sale))
  await world.advance(20 * second)
  const backup = new Map([...host.disk.dump(), ...left])
  const [refused] = portal.checks
  const uuid = host.uuidOf(refused?.uuid ?? '') ?? ''
  const decision = JSON.stringify({ by: 'operator', decision: { kind: 'cancel' } })
  await world.clock.run(host.adminPost(`/api/receipts/${uuid}/decide`, decision))
  await world.clock.run(portal.ask())
  if (refused?.told.kind !== 'error') world.violate('I2', `it was not refused: ${refused?.told.kind}`)
  control(world).paper('present')
  world.at(5 * second, () => portal.sell(sale))
  await world.advance(minute)
  await world.clock.run(portal.ask())
  if (portal.checks[1]?.told.kind !== 'done') world.violate('I2', `not sold anew: ${portal.checks[1]?.told.kind}`)
  await world.clock.hold(host.restore(backup))
  await world.advance(2 * minute)
  const state = host.records().get(uuid)?.state.name
  if (state !== 'held') world.violate('I2', `nobody was asked: ${state}`)
}

/** Data of before are put back: a backup, an old disk, a snapshot. */
export const restoredScenarios: Readonly<Record<string, Scenario>> = {
  /** The receipt is printed, then the data of before are put back: a backup, an old disk, a snapshot. */
  'restored-backup': async (world) => {
    control(world).cable('out')
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(8 * second)
    const backup = world.host.disk.dump()
    control(world).cable('in')
    await world.advance(50 * second)
    await world.clock.hold(world.host.restore(backup))
    await world.advance(2 * minute)
  },
  /** The image of a disk: only the fiscal memory tells that it is an old one. */
  'refused-since-image': (world) => refusedSinceBackup(world, []),
  /** The restore command says that it is. */
  'refused-since-backup': (world) => refusedSinceBackup(world, [[`${dataFolder}/${restoredPath}`, '{}']]),
  /** In the backup it is refused; since then it was sent again and printed, and Bitrix24 still asks. */
  'sent-again-since-backup': async (world) => {
    const { host, portal } = world
    control(world).addFault('error@EB:08')
    world.at(5 * second, () => portal.sell(saleOf(world, 1)))
    await world.advance(minute)
    const [check] = portal.checks
    if (check?.told.kind !== 'error') world.violate('I2', `it was not refused: ${check?.told.kind}`)
    if (check === undefined) return
    const backup = new Map([...host.disk.dump(), [`${dataFolder}/${restoredPath}`, '{}']])
    await world.clock.run(portal.print(check))
    await world.advance(10 * second)
    control(world).cable('out')
    await world.clock.hold(host.restore(backup))
    await world.advance(10 * second)
    await world.clock.run(portal.ask())
    control(world).cable('in')
    await world.advance(3 * minute)
    if (check.told.kind !== 'done') world.violate('I2', `nobody looked into the memory: ${check.told.kind}`)
  },
  /** The same, from a time before the receipt: Bitrix24 asks for what nobody knows, and prints it once more. */
  forgotten: async (world) => {
    world.at(5 * second, () => world.portal.sell(saleOf(world, 2)))
    await world.advance(40 * second)
    const backup = world.host.disk.dump()
    world.at(5 * second, () => world.portal.sell(saleOf(world, 1)))
    await world.advance(30 * second)
    await world.clock.hold(world.host.restore(backup))
    // Another sale makes the bridge look at the memory: it meets a document of its own without a record.
    world.at(5 * second, () => world.portal.sell(saleOf(world, 3)))
    await world.advance(3 * minute)
    const [, check] = world.portal.checks
    if (check === undefined) return
    check.inProgress = false
    await world.clock.run(world.portal.print(check))
    await world.advance(2 * minute)
  },
}

import { makeSale, type Sale } from './sale.ts'
import type { World } from './world.ts'

/** A sequence of events that a rule exists for, played as it is told. Resolves when people may begin to mend. */
export type Scenario = (world: World) => Promise<void>

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export const saleOf = (world: World, order: number): Sale => ({ ...makeSale(world.random, order, order), type: 'sell' })

export const control = (world: World) => world.room.register.control

/** Calls `action` once, at the first byte sent after a record says that its closing command may be handed over. */
export function atClosing(world: World, action: () => void): void {
  let done = false
  world.host.onBoundary = (kind) => {
    if (done || kind !== 'send') return
    const closing = [...world.host.records().values()].some(({ state }) => state.name === 'printing' && state.closing)
    if (!closing) return
    done = true
    action()
  }
}

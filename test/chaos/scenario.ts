import { makeSale, type Sale } from './sale.ts'
import type { World } from './world.ts'

/** A sequence of events that a rule exists for, played as it is told. Resolves when people may begin to mend. */
export type Scenario = (world: World) => Promise<void>

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

export const saleOf = (world: World, order: number): Sale => ({ ...makeSale(world.random, order, order), type: 'sell' })

export const control = (world: World) => world.room.register.control

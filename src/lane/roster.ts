import type { RegisterTraits } from '../bitrix24/settings.ts'
import type { Lane } from './lane.ts'

/** A register of the settings with its lane. */
export interface Station {
  readonly id: string
  readonly numberKkm: string | undefined
  readonly isDefault: boolean
  /** What its receipts take from it. */
  readonly traits: RegisterTraits
  /** Zone of its clock. */
  readonly timeZone: string
  readonly lane: Lane
}

/** Finds the register for a receipt by NUMBER_KKM: an empty one means the default register. */
export class Roster {
  readonly stations: readonly Station[]

  constructor(stations: readonly Station[]) {
    this.stations = stations
  }

  find(id: string): Station | undefined {
    return this.stations.find((station) => station.id === id)
  }

  /** Undefined when no register has that number, or none is the default. */
  forNumber(numberKkm: string): Station | undefined {
    if (numberKkm !== '') return this.stations.find((station) => station.numberKkm === numberKkm)
    const [only] = this.stations
    return this.stations.length === 1 ? only : this.stations.find((station) => station.isDefault)
  }
}

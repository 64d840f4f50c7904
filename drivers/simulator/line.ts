import type { Link } from '../transport/link.ts'
import type { FaultBox } from './faults.ts'

/** The device's end of a cable that may come out at any byte (fault `unplug@byte:n`, both directions counted). */
export class PlugLine {
  readonly #link: Link
  readonly #faults: FaultBox
  /** A serial cable, which stays when the device has no power. */
  readonly wire: boolean

  constructor(link: Link, faults: FaultBox, wire: boolean) {
    this.#link = link
    this.#faults = faults
    this.wire = wire
  }

  send(bytes: Uint8Array): void {
    const passing = this.#faults.passing(bytes.length)
    this.#link.send(bytes.subarray(0, passing))
    if (passing < bytes.length) this.#link.close()
  }

  receive(listener: (bytes: Uint8Array) => void): void {
    this.#link.receive((bytes) => {
      const passing = this.#faults.passing(bytes.length)
      if (passing > 0) listener(bytes.subarray(0, passing))
      if (passing < bytes.length) this.#link.close()
    })
  }

  close(): void {
    this.#link.close()
  }
}

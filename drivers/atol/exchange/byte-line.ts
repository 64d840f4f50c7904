import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Link, LinkLost } from '../../transport/link.ts'
import { ChangeSignal } from './change-signal.ts'
import { wireLog } from './wire-log.ts'

/** Bytes kept while nobody reads; a line that talks more than that unasked is not talking to us. */
const maxKept = 8192

/** The link is gone in the middle of reading or writing. */
export class LineDown extends Error {
  override readonly name = 'LineDown'
  readonly reason: LinkLost

  constructor(reason: LinkLost) {
    super(reason.message, { cause: reason })
    this.reason = reason
  }
}

/** A link read byte by byte, each with its own time-out. */
export class ByteLine {
  readonly #link: Link
  readonly #clock: Clock
  readonly #arrived: ChangeSignal
  readonly #trace: ReturnType<typeof wireLog>
  #bytes: number[] = []
  #at: number = 0
  #lost: LinkLost | undefined

  constructor(link: Link, clock: Clock, log: Log) {
    this.#link = link
    this.#clock = clock
    this.#arrived = new ChangeSignal(clock)
    this.#trace = wireLog(log)
    link.receive((bytes) => {
      this.#trace('received', bytes)
      if (this.#bytes.length - this.#at > maxKept) this.purge()
      for (const byte of bytes) this.#bytes.push(byte)
      this.#arrived.notify()
    })
    void link.closed.then((reason) => {
      this.#lost = reason
      this.#arrived.notify()
    })
  }

  /** Forgets what has come. */
  purge(): void {
    this.#bytes = []
    this.#at = 0
  }

  /** The next byte, or undefined when none comes within `ms`. Throws LineDown. */
  async next(ms: number): Promise<number | undefined> {
    const deadline = this.#clock.monotonic() + ms
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte !== undefined) {
        this.#at++
        if (this.#at === this.#bytes.length) this.purge()
        return byte
      }
      if (this.#lost !== undefined) throw new LineDown(this.#lost)
      const left = deadline - this.#clock.monotonic()
      if (left <= 0) return undefined
      await this.#arrived.wait(left)
    }
  }

  /** Throws LineDown when the link is known to be gone. */
  send(...bytes: number[]): void {
    if (this.#lost !== undefined) throw new LineDown(this.#lost)
    const sent = Uint8Array.from(bytes)
    this.#trace('sent', sent)
    this.#link.send(sent)
  }

  close(): void {
    this.#link.close()
  }
}

import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import { type Link, LinkLost } from '../../drivers/transport/link.ts'
import { type Bridge, createBridge } from '../../src/bridge.ts'
import type { Config } from '../../src/config/config.ts'
import type { DiskOperation, MemoryDisk } from '../memory-disk.ts'
import { FenceWatch } from './fence-watch.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'
import type { WorldClock } from './world-clock.ts'

/** A place at which a process can die: before the named thing happens. */
export type BoundaryKind = 'disk' | 'send' | 'receive' | 'timer' | 'connect' | 'answer'

/** What the world does to a process, decided elsewhere. */
export interface Surroundings {
  readonly clock: WorldClock
  readonly disk: MemoryDisk
  readonly history: History
  readonly random: Random
  /** Asked at each boundary; may kill the process. */
  readonly atBoundary: (kind: BoundaryKind, detail: string) => void
  /** How the disk behaves now: an error, or the ms that it takes. */
  readonly diskTrouble: (operation: DiskOperation, path: string) => Error | number
  /** What the host's wall clock is off by, ms. */
  readonly wallOffset: () => number
  /** A new cable end; throws LinkLost. */
  readonly connect: (name: string) => Link
  readonly log: Log
  /** The first command on a new line came before the fence of lower level v3. */
  readonly onUnfenced: () => void
}

/** A promise of its own each time: whoever waits for it is forgotten with its world, a shared one would keep them all. */
const never = (): Promise<never> => new Promise(() => undefined)

/** Reading changes nothing: dying before it is dying after what came before it. */
const silent: ReadonlySet<DiskOperation> = new Set(['read', 'list'])

/**
 * One life of the daemon. Everything it holds of the world (time, disk, cables) goes through handles of its own, so that
 * death takes effect at once: nothing pending settles, no timer fires, its cables are gone.
 */
export class DaemonProcess {
  readonly config: Config
  readonly #around: Surroundings
  readonly #born: number
  readonly #timers = new Set<() => void>()
  readonly #links = new Set<Link>()
  #die: () => void = () => undefined
  /** Resolves when the process is dead. */
  readonly died: Promise<void> = new Promise((resolve) => {
    this.#die = resolve
  })
  alive = true
  /** Set once it listens. */
  bridge: Bridge | undefined

  constructor(config: Config, around: Surroundings) {
    this.config = config
    this.#around = around
    this.#born = around.clock.monotonic()
  }

  /** Resolves when the daemon listens; never, when it dies before. Rejects when it cannot start. */
  async start(): Promise<void> {
    const bridge = await createBridge(this.config, {
      clock: this.#clock(),
      files: this.#around.disk.mount((operation, path) => this.#disk(operation, path)),
      connect: () => this.#connect(),
      http: () => Promise.reject(new Error('no portal')),
      log: this.#around.log,
      random: (size) => this.#around.random.bytes(size),
      version: '0.0.0',
    })
    await bridge.start()
    this.bridge = bridge
  }

  kill(): void {
    if (!this.alive) return
    this.alive = false
    for (const cancel of this.#timers) cancel()
    this.#timers.clear()
    for (const link of this.#links) link.close()
    this.#links.clear()
    this.#die()
  }

  /** An orderly end; resolves when the daemon would exit. */
  async stop(): Promise<void> {
    await this.bridge?.stop()
  }

  /** Whether it survives this moment. */
  at(kind: BoundaryKind, detail: string): boolean {
    if (this.alive) this.#around.atBoundary(kind, detail)
    return this.alive
  }

  #clock(): Clock {
    const { clock, wallOffset } = this.#around
    return {
      now: () => clock.now() + wallOffset(),
      monotonic: () => clock.monotonic() - this.#born,
      uptime: () => clock.uptime() - this.#born,
      after: (ms, action) => {
        if (!this.alive) return () => undefined
        const stop = (): void => {
          cancel()
          this.#timers.delete(stop)
        }
        const cancel = clock.after(ms, () => {
          this.#timers.delete(stop)
          if (this.at('timer', '')) action()
        })
        this.#timers.add(stop)
        return stop
      },
    }
  }

  #disk(operation: DiskOperation, path: string): Promise<void> | void {
    if (!this.alive) return never()
    if (!silent.has(operation)) {
      if (!this.at('disk', `${operation} ${path}`)) return never()
      this.#around.history.mix(operation + path)
    }
    const trouble = this.#around.diskTrouble(operation, path)
    if (typeof trouble !== 'number') throw trouble
    if (trouble === 0) return undefined
    return new Promise((resolve) => {
      this.#clock().after(trouble, resolve)
    })
  }

  async #connect(): Promise<Link> {
    if (!this.at('connect', '')) return never()
    const link = this.#around.connect(`cable-${this.#links.size}`)
    let lost: LinkLost | undefined
    const closed = link.closed.then((reason) => {
      this.#links.delete(link)
      lost = reason
      return this.alive ? reason : never()
    })
    this.#links.add(link)
    await Promise.resolve()
    if (!this.alive) return never()
    if (lost !== undefined) throw new LinkLost('the register does not answer')
    const { history } = this.#around
    const fence =
      this.config.registers[0]?.connection.protocol === 'v3' ? new FenceWatch(this.#around.onUnfenced) : undefined
    return {
      name: link.name,
      send: (bytes) => {
        if (!this.at('send', `${bytes.length} bytes`)) return
        history.mix(bytes)
        fence?.sent(bytes)
        link.send(bytes)
      },
      receive: (listener) => {
        link.receive((bytes) => {
          if (!this.at('receive', `${bytes.length} bytes`)) return
          history.mix(bytes)
          listener(bytes)
        })
      },
      closed,
      close: () => {
        if (this.alive) link.close()
      },
    }
  }
}

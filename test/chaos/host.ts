import { dirname } from 'node:path'
import { type Log, silentLog } from '../../drivers/log.ts'
import type { MemoryLinkOptions } from '../../drivers/transport/memory.ts'
import type { Bridge } from '../../src/bridge.ts'
import type { Config } from '../../src/config/config.ts'
import { uuidOf } from '../../src/record/identity.ts'
import type { ReceiptRecord } from '../../src/record/record.ts'
import { adminDoor, adminReady } from '../admin-door.ts'
import { type DiskOperation, MemoryDisk } from '../memory-disk.ts'
import { dataFolder, portal } from './config.ts'
import { type BoundaryKind, DaemonProcess } from './daemon-process.ts'
import type { History } from './history.ts'
import type { Random } from './random.ts'
import type { RegisterRoom } from './register-room.ts'
import type { WorldClock } from './world-clock.ts'

/** How a process ends: the program alone, or the whole computer with whatever was not synced. */
export type Death = 'kill' | 'power'

/** What of the unsynced survives a power cut: nothing, everything, all names with half of their content, or by chance. */
export type Survival = 'nothing' | 'everything' | 'torn' | 'chance'

export interface HostParts {
  readonly config: Config
  readonly clock: WorldClock
  readonly history: History
  readonly random: Random
  readonly room: RegisterRoom
  readonly onViolation: (text: string) => void
  /** A change of a receipt's record, just made durable. */
  readonly onDecision: (uuid: string, event: string) => void
  /** A register was told to do something before the line was fenced. */
  readonly onUnfenced: () => void
  readonly verbose: boolean
}

export interface CableOptions {
  readonly latencyMs?: number
  readonly chunkBytes?: number
  readonly fate?: NonNullable<MemoryLinkOptions['fate']>
}

const restartMs = 5_000
const maxFailedStarts = 40

/** The shop's computer: its disk, its clock, and the daemon that a supervisor starts again whenever it dies. */
export class Host {
  readonly #parts: HostParts
  disk = new MemoryDisk()
  process: DaemonProcess | undefined
  /** Boundaries passed by all processes so far. */
  boundaries = 0
  /** Boundary number -> death at it. */
  readonly deaths = new Map<
    number,
    { readonly death: Death; readonly survival: Survival; readonly restartMs: number }
  >()
  /** Called at each boundary, before anything else. */
  onBoundary: ((kind: BoundaryKind, detail: string) => void) | undefined
  wallOffset = 0
  diskTrouble: (operation: DiskOperation, path: string) => Error | number = () => 0
  cable: () => CableOptions = () => ({})
  #failedStarts = 0
  /** The process that no longer takes connections. */
  #stopping: DaemonProcess | undefined
  readonly #uuids = new Map<string, string>()

  constructor(parts: HostParts) {
    this.#parts = parts
  }

  /** Starts the daemon, and again after each failure to start, as systemd does. */
  start(): void {
    if (this.process?.alive === true) return
    const { config, clock, history, random, room, onViolation } = this.#parts
    const life = new DaemonProcess(config, {
      clock,
      disk: this.disk,
      history,
      random,
      atBoundary: (kind, detail) => this.#pass(kind, detail),
      diskTrouble: (operation, path) => this.diskTrouble(operation, path),
      wallOffset: () => this.wallOffset,
      onUnfenced: () => this.#parts.onUnfenced(),
      connect: (name) => room.connect({ name, ...this.cable() }),
      log: this.#log(),
    })
    this.process = life
    history.note('daemon', 'starts')
    life.start().then(
      () => {
        if (!life.alive) return
        this.#failedStarts = 0
        history.note('daemon', 'listens')
      },
      (error: unknown) => {
        if (!life.alive) return
        history.note('daemon', `cannot start: ${String(error)}`)
        life.kill()
        this.#failedStarts += 1
        if (this.#failedStarts > maxFailedStarts) onViolation(`the daemon does not start: ${String(error)}`)
        else clock.after(restartMs, () => this.start())
      },
    )
  }

  die(death: Death, survival: Survival, downMs: number): void {
    const { clock, history, random } = this.#parts
    if (this.process?.alive !== true) return
    this.process.kill()
    if (death === 'power') this.disk.lose((choices) => survived(survival, choices, random))
    history.note('daemon', death === 'kill' ? 'killed' : `power cut, of the unsynced survives ${survival}`)
    clock.after(downMs, () => this.start())
  }

  /** Stops the daemon as its supervisor does, and starts it again. */
  restart(): void {
    const { clock, history } = this.#parts
    const life = this.process
    if (life?.alive !== true || life.bridge === undefined) return
    history.note('daemon', 'is asked to stop')
    this.#stopping = life
    life.stop().then(
      () => {
        if (!life.alive) return
        history.note('daemon', 'stopped')
        life.kill()
        clock.after(restartMs, () => this.start())
      },
      (error: unknown) => history.note('daemon', `did not stop: ${String(error)}`),
    )
  }

  #pass(kind: BoundaryKind, detail: string): void {
    const number = this.boundaries
    this.boundaries += 1
    this.onBoundary?.(kind, detail)
    const planned = this.deaths.get(number)
    if (planned === undefined) return
    this.#parts.history.note('daemon', `dies at boundary ${number}: ${kind} ${detail}`)
    this.die(planned.death, planned.survival, planned.restartMs)
  }

  /** The daemon is dead and its disk is what it was at the time of `backup`. */
  async restore(backup: ReadonlyMap<string, string>): Promise<void> {
    this.process?.kill()
    this.disk = new MemoryDisk()
    const files = this.disk.mount()
    for (const [path, content] of backup) {
      await files.makeFolder(dirname(path))
      await files.writeFile(path, content, true)
      await files.syncFolder(dirname(path))
    }
    this.#parts.history.note('daemon', `killed, and ${backup.size} files restored from a backup`)
    this.start()
  }

  /** A POST to the admin listener; undefined when the connection fails on the way there or back. */
  async adminPost(url: string, payload: string): Promise<{ status: number; body: string } | undefined> {
    const life = this.process
    const bridge = this.#reachable()
    if (life === undefined || bridge === undefined) return undefined
    // Its plugins and validators are made at the first request, by the machine's own time.
    await this.#parts.clock.hold(adminReady(bridge))
    const headers = { 'content-type': 'application/json', 'x-fiscal-bridge': '1' }
    const answered = adminDoor(bridge)
      .inject({ method: 'POST', url, payload, headers })
      .then(({ statusCode, body }) => (life.at('answer', url) ? { status: statusCode, body } : undefined))
    return this.#parts.clock.turning(Promise.race([answered, life.died.then(() => undefined)]))
  }

  /** A request through the tunnel; undefined when the connection fails on the way there or back. */
  async publicPost(path: 'print' | 'check', form: string): Promise<{ status: number; body: string } | undefined> {
    const life = this.process
    const bridge = this.#reachable()
    if (life === undefined || bridge === undefined) return undefined
    const request = { urlSecret: portal.secret, body: Buffer.from(form), source: '127.0.0.1' }
    const answered = bridge.endpoints[path](request).then((body) =>
      life.at('answer', path) ? { status: 200, body } : undefined,
    )
    return Promise.race([answered, life.died.then(() => undefined)])
  }

  #reachable(): Bridge | undefined {
    return this.process?.alive === true && this.process !== this.#stopping ? this.process.bridge : undefined
  }

  /** Our UUID of a check, by the install secret on the disk; undefined before the first start. */
  uuidOf(bitrixUuid: string): string | undefined {
    const text = this.disk.content(`${dataFolder}/install.json`)
    if (text === undefined || text === '') return undefined
    const key = `${text} ${bitrixUuid}`
    const known = this.#uuids.get(key)
    if (known !== undefined) return known
    const hex = /"key":\s*"([0-9a-f]{64})"/.exec(text)?.[1]
    if (hex === undefined) return undefined
    const uuid = uuidOf(Uint8Array.from(Buffer.from(hex, 'hex')), 'ACTIVE', bitrixUuid)
    this.#uuids.set(key, uuid)
    return uuid
  }

  /** Every record on the disk that can be read; of two files of one receipt the higher revision. */
  records(): Map<string, ReceiptRecord> {
    const all = new Map<string, ReceiptRecord>()
    for (const [path, text] of this.disk.dump()) {
      if (!/^\/data\/(open|receipts)\/.*\.json$/.test(path)) continue
      try {
        const record = JSON.parse(text) as ReceiptRecord
        const known = all.get(record.uuid)
        if (known === undefined || known.revision < record.revision) all.set(record.uuid, record)
      } catch {
        this.#parts.history.note('disk', `${path} is unreadable`)
      }
    }
    return all
  }

  /** The daemon's word is never believed, but what it decides is compared with the oracle at that moment. */
  #log(): Log & { isLevelEnabled(level: string): boolean } {
    const { history, verbose, onDecision } = this.#parts
    const line =
      (level: string) =>
      (fields: object, message: string): void => {
        const { uuid, event } = fields as { uuid?: string; event?: string }
        if (uuid !== undefined && event !== undefined) onDecision(uuid, event)
        if (!verbose) return
        const text = JSON.stringify(fields, (_, value: unknown) =>
          value instanceof Error ? `${value.name}: ${value.message}` : value,
        )
        history.note(level, `${message} ${text}`)
      }
    const isLevelEnabled = (level: string): boolean => level === 'info' || (verbose && level !== 'trace')
    return {
      ...silentLog,
      isLevelEnabled,
      info: line('info'),
      ...(verbose && { warn: line('warn'), error: line('error') }),
    }
  }
}

function survived(survival: Survival, choices: number, random: Random): number {
  switch (survival) {
    case 'nothing':
      return 0
    case 'everything':
      return choices
    case 'torn':
      return choices <= 2 ? 1 : Math.floor(choices / 2)
    case 'chance':
      return random.between(0, choices)
  }
}

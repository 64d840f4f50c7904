import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { silentLog } from '../../drivers/log.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import type { Bridge } from '../../src/bridge.ts'
import { createBridge } from '../../src/bridge.ts'
import type { Config } from '../../src/config/config.ts'
import type { ReceiptRecord } from '../../src/record/record.ts'
import { adminReady } from '../admin-door.ts'
import { dataFolder, shopConfig, shopZone } from '../chaos/config.ts'
import { Random } from '../chaos/random.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { VirtualClock } from '../virtual-clock.ts'
import type { HttpOutcome } from './check-life.ts'
import { Portal } from './portal.ts'
import type { VariantName } from './variants.ts'
import { endpointWire } from './wires.ts'

export interface WorldOptions {
  readonly seed?: number
  /** Results are pushed; true unless said otherwise. */
  readonly pushes?: boolean
  /** Number of the register's fiscal memory; one for tests unless said otherwise. */
  readonly fn?: string
  /** Which portal it sells through; the newest unless said otherwise. */
  readonly variant?: VariantName
}

/** What the edge, the tunnel's outer end, answers while the shop is unreachable. */
const fromEdge: Readonly<Record<'print' | 'check', HttpOutcome>> = {
  print: { status: 200, body: '{"ERRORS":["B24-705 Исход неизвестен"]}', headers: {} },
  check: { status: 200, body: '{"STATUS":"WAIT"}', headers: {} },
}

/** A shop in virtual time: portal, edge, daemon, register; the daemon can be stopped and started on its disk. */
export class ShopWorld {
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 23, 6))
  readonly disk = new MemoryDisk()
  readonly random: Random
  readonly portal: Portal
  config: Config
  readonly #fn: string
  register: Simulator | undefined
  bridge: Bridge | undefined
  /** Takes away the next answers to PRINT after the daemon gave them. */
  loseAnswers = 0

  private constructor({ seed = 1, pushes = true, fn = '9999078900001234', variant = '22.800' }: WorldOptions) {
    this.random = new Random(seed)
    this.#fn = fn
    const ask = endpointWire(() => this.bridge as Bridge, shopConfig('v3').bitrix24.secret)
    this.portal = new Portal({
      clock: this.clock,
      variant,
      wire: async (path, form) => {
        if (this.bridge === undefined) return fromEdge[path]
        const outcome = await ask(path, form)
        if (path !== 'print' || this.loseAnswers === 0) return outcome
        this.loseAnswers -= 1
        return undefined
      },
    })
    const config = shopConfig('v3')
    this.config = {
      ...config,
      bitrix24: { ...config.bitrix24, ...(pushes && { webhook: this.portal.webhook }) },
    }
  }

  static async open(options: WorldOptions = {}): Promise<ShopWorld> {
    const world = new ShopWorld(options)
    world.register = await world.clock.run(
      openSimulator({
        folder: '/register',
        files: new MemoryDisk().mount(),
        clock: world.clock,
        log: silentLog,
        zone: shopZone,
        inn: world.config.bitrix24.inn,
        fn: world.#fn,
        latency: 200,
      }),
    )
    await world.start()
    return world
  }

  async start(): Promise<void> {
    const { clock, disk, random, portal, register } = this
    if (register === undefined) throw new Error('no register')
    const bridge = await clock.run(
      createBridge(this.config, {
        clock,
        files: disk.mount(),
        connect: async () => register.connect(),
        http: portal.http,
        log: silentLog,
        random: (size) => random.bytes(size),
        version: 'test',
      }),
    )
    await adminReady(bridge)
    await clock.run(bridge.start())
    this.bridge = bridge
  }

  async stop(): Promise<void> {
    const bridge = this.bridge
    this.bridge = undefined
    if (bridge !== undefined) await this.#through(bridge.stop())
  }

  /** Like `clock.run`, for work that also waits for the machine: the servers' closing is no matter of our clock. */
  async #through(work: Promise<void>): Promise<void> {
    let ended = false
    const end = (): void => {
      ended = true
    }
    work.then(end, end)
    while (!ended) {
      await new Promise((resolve) => setImmediate(resolve))
      await this.clock.advance(20)
    }
    await work
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.portal.stopAgent()
    await this.stop()
    await this.register?.close()
  }

  /** Receipts of the fiscal memory. */
  receipts(): StoredDocument[] {
    return (this.register?.documents() ?? []).filter(({ code }) => code === 3)
  }

  /** Every record on the disk. */
  records(): ReceiptRecord[] {
    return [...this.disk.dump()].flatMap(([path, text]) =>
      new RegExp(`^${dataFolder}/(open|receipts)/.*\\.json$`).test(path) ? [JSON.parse(text) as ReceiptRecord] : [],
    )
  }
}

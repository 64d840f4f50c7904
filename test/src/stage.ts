/** A shop in memory: the daemon on a virtual clock, a disk that may fail, and a simulated register at the other end of a cable. */
import { stringify } from 'qs'
import { silentLog } from '../../drivers/log.ts'
import type { SimulatorOptions } from '../../drivers/simulator/machine/settings.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import { LinkLost } from '../../drivers/transport/link.ts'
import { type Bridge, createBridge } from '../../src/bridge.ts'
import { demoReceipt } from '../../src/commands/daemon/demo-receipt.ts'
import { bitrixDefaults } from '../../src/config/bitrix-settings.ts'
import type { Config, RegisterConfig } from '../../src/config/config.ts'
import type { Decision } from '../../src/record/decision.ts'
import type { World } from '../../src/world.ts'
import { adminDoor, adminReady } from '../admin-door.ts'
import { type DiskHook, MemoryDisk } from '../memory-disk.ts'
import { ask } from '../public-door.ts'
import { VirtualClock } from '../virtual-clock.ts'

const secret = 'portal-secret'
const zone = '+03:00'

/** The settings of the shop: one register over a cable. */
const config = (register: Partial<RegisterConfig>): Config => ({
  public: { host: '127.0.0.1', port: 0 },
  admin: { host: '127.0.0.1', port: 0 },
  data: '/data',
  logLevel: 'info',
  bitrix24: {
    ...bitrixDefaults,
    secret,
    login: 'shop-bridge',
    password: 'demo-secret-1',
    inn: '7707083893',
    vat: { '1': 'none', '2': '0', '3': '20', '4': '10', '7': '22' },
    advanceVat: '22/122',
  },
  receipts: { lostAnswer: 'hold', maxWaitMs: 24 * 3_600_000 },
  registers: [
    {
      id: 'kkm-1',
      default: true,
      connection: { type: 'tcp', host: 'register', port: 5555, protocol: 'v3' },
      timeZone: zone,
      traits: { taxSystem: 1, markTag: 1192, cashier: { name: 'Кассир Иванова И. И.', inn: '500100732259' } },
      ...register,
    },
  ],
})

export interface StageOptions {
  readonly register?: Partial<RegisterConfig>
  readonly simulator?: Partial<SimulatorOptions>
  readonly config?: (config: Config) => Config
  /** Wall clock at the beginning, Unix ms. */
  readonly start?: number
}

export class Stage {
  readonly clock: VirtualClock
  readonly disk = new MemoryDisk()
  config: Config
  readonly register: Simulator
  bridge: Bridge
  /** Called before each operation of the daemon's disk. */
  onDisk: DiskHook = () => undefined
  /** The portal's REST. */
  http: World['http'] = () => Promise.reject(new Error('no portal here'))
  freeBytes = 10_000_000_000
  #print = 0

  private constructor(clock: VirtualClock, settings: Config, register: Simulator, bridge: Bridge) {
    this.clock = clock
    this.config = settings
    this.register = register
    this.bridge = bridge
  }

  /** A shop whose daemon is about to start. */
  static async open({ register = {}, simulator = {}, config: edit = (same) => same, start }: StageOptions = {}) {
    const clock = new VirtualClock(start)
    const device = await clock.run(
      openSimulator({
        folder: '/register',
        files: new MemoryDisk().mount(),
        clock,
        log: silentLog,
        zone,
        serial: '00106100000042',
        inn: '7707083893',
        ...simulator,
      }),
    )
    const stage = new Stage(clock, edit(config(register)), device, undefined as never)
    await stage.restart()
    return stage
  }

  get #world(): World {
    return {
      clock: this.clock,
      files: this.disk.mount((operation, path) => this.onDisk(operation, path)),
      connect: async () => {
        const link = this.register.connect()
        const lost = await Promise.race([link.closed, Promise.resolve()])
        if (lost !== undefined) throw new LinkLost('the register does not answer')
        return link
      },
      http: (request) => this.http(request),
      freeBytes: async () => this.freeBytes,
      log: silentLog,
      random: (size) => new Uint8Array(size).fill(7),
      version: '1.2.3',
    }
  }

  /** A new process of the daemon on the same disk. */
  async restart(): Promise<void> {
    if (this.bridge !== undefined) await this.stop()
    await this.start()
  }

  /** The daemon, started on what is on the disk. */
  async start(): Promise<void> {
    this.bridge = await this.clock.run(createBridge(this.config, this.#world))
    await adminReady(this.bridge)
    await this.clock.run(this.bridge.start())
  }

  /** The same shop with another data folder. */
  async startOn(data: string): Promise<void> {
    this.config = { ...this.config, data }
    await this.start()
  }

  stop(): Promise<void> {
    return this.#over(this.bridge.stop())
  }

  /** Virtual time passes slowly until it is over: listeners take turns of the real event loop, too. */
  async #over<T>(work: PromiseLike<T>): Promise<T> {
    let over = false
    const done = Promise.resolve(work).finally(() => {
      over = true
    })
    while (!over) {
      await this.clock.advance(5)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return done
  }

  /** PRINT of a sale; a new check each time unless `more` says otherwise. `under`: the URL secret. */
  async print(more: object = {}, under = secret): Promise<Record<string, unknown>> {
    this.#print += 1
    const body = {
      ...demoReceipt,
      uuid: `check|shop|${this.#print}`,
      client_email: `buyer${this.#print}@example.ru`,
      number_kkm: '',
      ...more,
    }
    return this.#over(ask(this.bridge, 'print', under, stringify(body, { format: 'RFC1738' })))
  }

  async check(uuid: string, under = secret): Promise<Record<string, unknown>> {
    return this.#over(ask(this.bridge, 'check', under, stringify({ uuid })))
  }

  /** A request of the admin API; a POST when there is a body. */
  async admin(url: string, body?: object): Promise<{ status: number; json: () => unknown; text: string }> {
    const response = adminDoor(this.bridge).inject({
      method: body === undefined ? 'GET' : 'POST',
      url,
      headers: { host: '127.0.0.1', 'x-fiscal-bridge': '1' },
      ...(body !== undefined && { payload: body }),
    })
    const { statusCode, payload } = await this.#over(response)
    return { status: statusCode, json: () => JSON.parse(payload) as unknown, text: payload }
  }

  decide(uuid: string, decision: Decision): ReturnType<Stage['admin']> {
    return this.admin(`/api/receipts/${uuid}/decide`, { by: 'Анна', decision })
  }

  /** Codes of the documents in the fiscal memory: 1 registration, 2 and 5 shifts, 3 receipts. */
  documents(): number[] {
    return this.register.documents().map(({ code }) => code)
  }
}

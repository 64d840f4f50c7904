import { silentLog } from '../drivers/log.ts'
import { parseKopecks } from '../drivers/money.ts'
import type { SimulatorOptions } from '../drivers/simulator/machine/settings.ts'
import { openSimulator, type Simulator } from '../drivers/simulator/simulator.ts'
import { type Bridge, createBridge } from '../src/bridge.ts'
import { demoReceipt } from '../src/commands/daemon/demo-receipt.ts'
import type { Config } from '../src/config/config.ts'
import type { Decision } from '../src/record/decision.ts'
import type { ReceiptRecord } from '../src/record/record.ts'
import type { World } from '../src/world.ts'
import { adminDoor, adminReady } from './admin-door.ts'
import { shopConfig, shopZone } from './chaos/config.ts'
import { foreignReceipt } from './foreign-receipt.ts'
import { MemoryDisk } from './memory-disk.ts'
import { ask } from './public-door.ts'
import { buildForm } from './src/bitrix24/php-form.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A daemon and a simulated register in virtual time, on disks in memory: for tests of what one does after the other. */
export class VirtualShop {
  readonly clock = new VirtualClock()
  disk = new MemoryDisk()
  readonly #registerDisk = new MemoryDisk()
  readonly config: Config
  /** One way over the cable, ms. */
  cableMs = 0
  register!: Simulator
  /** Registers by the host of their connection; every other connection leads to `register`. */
  readonly wires = new Map<string, Simulator>()
  bridge!: Bridge
  #sales = 0

  private constructor(changes: Partial<Config>) {
    this.config = { ...shopConfig('v3'), ...changes }
  }

  static async open(changes: Partial<Config> = {}): Promise<VirtualShop> {
    const shop = new VirtualShop(changes)
    await shop.newRegister('/register')
    await shop.boot()
    return shop
  }

  /** Puts another register on the counter, or the same one after a power cut. */
  async newRegister(folder: string, options: Partial<SimulatorOptions> = {}): Promise<void> {
    const around = { files: this.#registerDisk.mount(), clock: this.clock, log: silentLog, zone: shopZone }
    this.register = await this.clock.run(
      openSimulator({ folder, inn: this.config.bitrix24.inn, ...around, ...options }),
    )
  }

  /** Starts the daemon on what the disk holds. */
  async boot(): Promise<void> {
    const bridge = createBridge(this.config, {
      clock: this.clock,
      files: this.disk.mount(),
      connect: (connection) => Promise.resolve(this.#wiredTo(connection).connect({ latencyMs: this.cableMs })),
      http: () => Promise.reject(new Error('no portal')),
      log: silentLog,
      random: (size) => new Uint8Array(size).fill(size),
      version: 'test',
    })
    this.bridge = await this.clock.run(bridge)
    await adminReady(this.bridge)
    await this.clock.run(this.bridge.start())
  }

  #wiredTo(connection: Parameters<World['connect']>[0]): Simulator {
    return (connection.type === 'tcp' ? this.wires.get(connection.host) : undefined) ?? this.register
  }

  /** The listeners close in real turns of the event loop, the lane in virtual time. */
  async stop(): Promise<void> {
    let stopped = false
    const stopping = this.bridge.stop().finally(() => {
      stopped = true
    })
    while (!stopped) await this.clock.advance(10)
    await stopping
  }

  #post(path: 'print' | 'check', payload: string): Promise<Record<string, unknown>> {
    return this.clock.run(ask(this.bridge, path, this.config.bitrix24.secret, payload))
  }

  /** PRINT of a small sale; `sale` is what makes two checks the same goods. Resolves with our UUID, or throws ERRORS. */
  async print(check: string, sale = `goods ${++this.#sales}`): Promise<string> {
    const { login, password, inn } = this.config.bitrix24
    const [item, ...others] = demoReceipt.items
    const body = buildForm({
      ...demoReceipt,
      uuid: check,
      number_kkm: '',
      items: [{ ...item, name: sale }, ...others],
      cashbox_params: {
        AUTH: { LOGIN: login, PASSWORD: password },
        COMPANY: { INN: inn },
        INTERACTION: { MODE: 'ACTIVE' },
      },
    } as never)
    const answer = await this.#post('print', Buffer.from(body).toString('latin1'))
    if (typeof answer['UUID'] !== 'string') throw new Error(JSON.stringify(answer))
    return answer['UUID']
  }

  check(uuid: string): Promise<Record<string, unknown>> {
    return this.#post('check', `uuid=${uuid}`)
  }

  /** Asks the admin API; a body makes it a POST. */
  async admin(url: string, payload?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = { host: '127.0.0.1', 'x-fiscal-bridge': '1' }
    const request = payload === undefined ? { url, headers } : ({ method: 'POST', url, headers, payload } as const)
    const response = await this.clock.run(adminDoor(this.bridge).inject(request).then())
    return { status: response.statusCode, body: response.json() }
  }

  decide(uuid: string, decision: Decision): ReturnType<VirtualShop['admin']> {
    return this.admin(`/api/receipts/${uuid}/decide`, { by: 'Анна', decision })
  }

  async record(uuid: string): Promise<ReceiptRecord> {
    const record = await this.clock.run(this.bridge.store.find(uuid))
    if (record === undefined) throw new Error(`no record ${uuid}`)
    return record
  }

  /** Lets time pass until the receipt is in that state. */
  async until(uuid: string, state: ReceiptRecord['state']['name'], limitMs = 300_000): Promise<ReceiptRecord> {
    const deadline = this.clock.monotonic() + limitMs
    for (;;) {
      const record = await this.record(uuid)
      if (record.state.name === state) return record
      if (this.clock.monotonic() > deadline) throw new Error(`${uuid} is still ${JSON.stringify(record.state)}`)
      await this.clock.advance(100)
    }
  }

  /** Another program registers a sale of that total, without any mark. */
  foreignSale(total: string): Promise<void> {
    return this.register.control.registerForeign(3, foreignReceipt(parseKopecks(total) ?? 0n))
  }

  /** Numbers of the receipts in the fiscal memory. */
  receipts(): number[] {
    return this.register
      .documents()
      .filter(({ code }) => code === 3)
      .map(({ number }) => number)
  }
}

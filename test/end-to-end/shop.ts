import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { sleep, systemClock } from '../../drivers/clock.ts'
import { systemFiles } from '../../drivers/files.ts'
import { silentLog } from '../../drivers/log.ts'
import { type Simulation, simulate } from '../../drivers/simulator/simulate.ts'
import { openTarget } from '../../drivers/transport/connect.ts'
import { type Bridge, createBridge } from '../../src/bridge.ts'
import type { Config, ConnectionConfig } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { adminDoor } from '../admin-door.ts'
import { ask } from '../public-door.ts'

export type Cable = 'embedded' | 'tcp' | 'pty'

export interface ShopOptions {
  readonly cable: Cable
  readonly taxSystem?: 1 | 2
  readonly ffd?: '1.05' | '1.2'
  /** Settings of the portal, on top of the example's. */
  readonly bitrix24?: Partial<Config['bitrix24']>
}

const zone = 'Europe/Moscow'

/** A whole shop in this process: the real daemon on the real disk, a simulated register at the end of a real cable. */
export class Shop {
  readonly bridge: Bridge
  readonly simulation: Simulation | undefined
  readonly secret: string

  constructor(bridge: Bridge, simulation: Simulation | undefined, secret: string) {
    this.bridge = bridge
    this.simulation = simulation
    this.secret = secret
  }

  static async open(t: Test, { cable, taxSystem = 1, ffd = '1.2', bitrix24 = {} }: ShopOptions): Promise<Shop> {
    // Before the folder: tap takes down in the order of these calls, and the folder must outlive its daemon.
    const closing: (() => Promise<void>)[] = []
    t.teardown(async () => {
      for (const close of closing) await close()
    })
    const folder = t.testdir({ data: {}, register: {} })
    const example = await loadConfig('config.example.json', {
      files: systemFiles,
      modeOf: async () => 0o600,
      env: {},
      timeZone: zone,
    })
    const simulation = cable === 'embedded' ? undefined : await outside(folder, cable, ffd)
    const connection = connectionOf(cable, folder, simulation, ffd)
    const registers = example.registers.map((one) => ({ ...one, connection, traits: { ...one.traits, taxSystem } }))
    const config: Config = {
      ...example,
      data: join(folder, 'data'),
      registers,
      bitrix24: { ...example.bitrix24, ...bitrix24 },
    }
    const bridge = await createBridge(config, {
      clock: systemClock,
      files: systemFiles,
      connect: (target) => openTarget(target, systemClock),
      http: () => Promise.reject(new Error('no portal')),
      log: silentLog,
      random: randomBytes,
      version: 'test',
    })
    await bridge.start()
    closing.push(() => bridge.stop())
    if (simulation !== undefined) closing.push(() => simulation.close())
    return new Shop(bridge, simulation, config.bitrix24.secret)
  }

  #post(endpoint: 'print' | 'check', payload: string, charset = ''): Promise<Record<string, unknown>> {
    return ask(this.bridge, endpoint, this.secret, payload, `application/x-www-form-urlencoded${charset}`)
  }

  /** `charset` goes behind the content type: `; charset=…`. */
  print(body: string, charset?: string): Promise<Record<string, unknown>> {
    return this.#post('print', body, charset)
  }

  check(uuid: unknown): Promise<Record<string, unknown>> {
    return this.#post('check', `uuid=${String(uuid)}`)
  }

  /** Asks until the answer is final, as Bitrix24 does, only faster. */
  async settled(uuid: unknown): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 500; tries += 1) {
      const answer = await this.check(uuid)
      if (answer['STATUS'] !== 'WAIT') return answer
      await sleep(systemClock, 20)
    }
    throw new Error(`${String(uuid)} still waits`)
  }

  async get(url: string): Promise<Record<string, unknown>> {
    return (await adminDoor(this.bridge).inject({ url, headers: { host: '127.0.0.1' } })).json()
  }

  document(number: unknown): Promise<Record<string, unknown>> {
    return this.get(`/api/registers/${this.registerId}/documents/${String(number)}`)
  }

  get registerId(): string {
    return this.bridge.roster.registers[0]?.id ?? ''
  }

  /** Receipts in the fiscal memory, by the register's own count. */
  async receipts(): Promise<number> {
    const { registers } = (await this.get('/api/audit')) as { registers: { receipts: number }[] }
    return registers.reduce((sum, { receipts }) => sum + receipts, 0)
  }
}

function connectionOf(
  cable: Cable,
  folder: string,
  simulation: Simulation | undefined,
  ffd: '1.05' | '1.2',
): ConnectionConfig {
  switch (cable) {
    case 'embedded':
      return { type: 'simulated', protocol: 'v3', ffd }
    case 'tcp':
      return { type: 'tcp', host: '127.0.0.1', port: simulation?.tcpPort ?? 0, protocol: 'v3' }
    case 'pty':
      return { type: 'serial', path: join(folder, 'tty'), baudRate: 115_200, protocol: 'v3' }
  }
}

const outside = (folder: string, cable: 'tcp' | 'pty', ffd: '1.05' | '1.2'): Promise<Simulation> =>
  simulate({
    folder: join(folder, 'register'),
    files: systemFiles,
    clock: systemClock,
    log: silentLog,
    zone,
    ffd,
    taxSystems: 1 + 2,
    ...(cable === 'tcp' ? { tcp: 0 } : { pty: join(folder, 'tty') }),
  })

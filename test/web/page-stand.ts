import { randomBytes } from 'node:crypto'
import { access } from 'node:fs/promises'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'
import { type Clock, systemClock } from '../../drivers/clock.ts'
import { systemFiles } from '../../drivers/files.ts'
import { silentLog } from '../../drivers/log.ts'
import { type Bridge, createBridge } from '../../src/bridge.ts'
import { demoReceipt } from '../../src/commands/daemon/demo-receipt.ts'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import type { Audit } from '../../src/lane/run-audit.ts'
import { postForm } from '../bench/post-form.ts'

const browserPath = '/usr/bin/chromium'
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const timeZone = 'Europe/Moscow'

export const phone = { viewport: { width: 390, height: 844 } }

/** Why browser tests cannot run here; undefined when they can. */
export async function browserMissing(): Promise<string | undefined> {
  try {
    await access(browserPath)
    return undefined
  } catch {
    return `no browser at ${browserPath}: apt-get install chromium`
  }
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath, args: browserFlags })

export interface StandOptions {
  readonly browser: Browser
  /** Folder of the built page. */
  readonly page: string
  readonly admin?: Partial<Config['admin']>
  /** How many times faster than life the daemon and its register live: proofs that wait half a minute by rule need it. */
  readonly hurry?: number
}

/** Opens a stand whose daemon ends with the test. */
export type Open = (t: Test, more?: Partial<StandOptions>) => Promise<PageStand>

export interface Sale {
  readonly check: number | string
  /** What makes two checks the same goods. */
  readonly goods?: string
}

/** The host's clock, faster; dates stay true. */
const hurried = (times: number): Clock => ({
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * times,
  uptime: () => systemClock.uptime() * times,
  after: (ms, action) => systemClock.after(ms / times, action),
})

/** The daemon on real ports with a simulated register inside, and a real browser that looks at its page. */
export class PageStand {
  readonly #t: Test
  readonly #options: StandOptions
  #config: Config
  #bridge!: Bridge
  #addresses = { publicAddress: '', adminAddress: '' }
  readonly #agent = new Agent({ keepAlive: true })
  readonly #pages: Page[] = []

  private constructor(t: Test, options: StandOptions, config: Config) {
    this.#t = t
    this.#options = options
    this.#config = config
  }

  static async open(t: Test, options: StandOptions): Promise<PageStand> {
    const example = await loadConfig('config.example.json', {
      files: systemFiles,
      modeOf: async () => 0o600,
      env: {},
      timeZone,
    })
    const cashier = { name: 'Кассир Иванова И. И.' }
    // Before the folder: tap takes down in the order of these calls, and the folder must outlive its daemon.
    t.teardown(() => stand.#close())
    const stand = new PageStand(t, options, {
      ...example,
      public: { host: '127.0.0.1', port: 0 },
      admin: { host: '127.0.0.1', port: 0, ...options.admin },
      data: join(t.testdir({ data: {} }), 'data'),
      registers: example.registers.map((one) => ({ ...one, timeZone, traits: { ...one.traits, cashier } })),
    })
    await stand.#start()
    return stand
  }

  async #start(): Promise<void> {
    this.#bridge = await createBridge(this.#config, {
      clock: hurried(this.#options.hurry ?? 1),
      files: systemFiles,
      connect: () => Promise.reject(new Error('no cable')),
      http: () => Promise.reject(new Error('no portal')),
      log: silentLog,
      random: randomBytes,
      version: '1.0.0',
      page: this.#options.page,
    })
    await this.#bridge.start()
    this.#addresses = await this.#bridge.listen()
  }

  get address(): string {
    return this.#addresses.adminAddress
  }

  /** A page of its own; whatever goes wrong in it fails the test. */
  async page(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.#options.browser.newPage({ timezoneId: timeZone, locale: 'ru-RU', ...options })
    this.#pages.push(page)
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => this.#t.fail(`error in the page: ${error.message}`))
    page.on('console', (message) => {
      // The browser itself tells of refusals, and of streams that a restart cut.
      const expected = /status of (401|409|429|503)|net::ERR_/
      if (message.type() === 'error' && !expected.test(message.text())) this.#t.fail(`console: ${message.text()}`)
    })
    await page.goto(this.address + path)
    return page
  }

  /** PRINT of the demo's receipt; resolves with our UUID. */
  async sell({ check, goods = `Чай чёрный «Ассам», партия ${check}` }: Sale): Promise<string> {
    const [tea, ...others] = demoReceipt.items
    const uuid = `check|shop.example.ru|${check}`
    const answer = await this.#bitrix('print', { ...demoReceipt, uuid, items: [{ ...tea, name: goods }, ...others] })
    if (!('UUID' in answer)) throw new Error(`${check} was not accepted: ${JSON.stringify(answer)}`)
    return String(answer['UUID'])
  }

  /** CHECK, as Bitrix24 asks: again after WAIT, which a busy machine may be told of a settled receipt, too. */
  async check(uuid: string): Promise<Record<string, unknown>> {
    for (;;) {
      const answer = await this.#bitrix('check', { uuid })
      if (answer['STATUS'] !== 'WAIT') return answer
      await setTimeout(100)
    }
  }

  async #bitrix(endpoint: string, fields: object): Promise<Record<string, unknown>> {
    const url = `${this.#addresses.publicAddress}/bitrix24/${this.#config.bitrix24.secret}/${endpoint}`
    return (await postForm(url, fields, this.#agent)) as Record<string, unknown>
  }

  /** What a person does beside the register, without the page. */
  async hands(body: object): Promise<void> {
    const response = await fetch(`${this.address}/api/registers/kkm-1/simulator`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-fiscal-bridge': '1' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
  }

  /** Numbers of the receipts in the fiscal memory, by the register's own account. */
  async receipts(): Promise<number> {
    const ask = async () => (await (await fetch(`${this.address}/api/audit`)).json()) as Audit
    let { registers, unread } = await ask()
    // A hurried register may be too slow for its own time-outs: asking again is harmless.
    for (let tries = 0; tries < 5 && unread.length > 0; tries += 1) ({ registers, unread } = await ask())
    return registers.reduce((sum, { receipts }) => sum + receipts, 0)
  }

  /** Ends the daemon; `start` begins again on the same ports, as an update does. */
  async stop(): Promise<void> {
    const portOf = (address: string): number => Number(new URL(address).port)
    const { publicAddress, adminAddress } = this.#addresses
    this.#config = {
      ...this.#config,
      public: { ...this.#config.public, port: portOf(publicAddress) },
      admin: { ...this.#config.admin, port: portOf(adminAddress) },
    }
    await this.#bridge.stop()
  }

  start(): Promise<void> {
    return this.#start()
  }

  /** Makes an open receipt an hour older, while the daemon is stopped. */
  async age(uuid: string): Promise<void> {
    const path = join(this.#config.data, 'open', `${uuid}.json`)
    const record = JSON.parse(Buffer.from(await systemFiles.readFile(path)).toString('utf8'))
    const acceptedAt = new Date(Date.parse(record.acceptedAt) - 3_600_000).toISOString()
    await systemFiles.writeFile(path, JSON.stringify({ ...record, acceptedAt }))
  }

  async #close(): Promise<void> {
    // Before the daemon goes: what a page says of its end is nobody's business.
    await Promise.all(this.#pages.map((page) => page.close()))
    this.#agent.destroy()
    await this.#bridge.stop()
  }
}

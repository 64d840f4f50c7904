import type { Log } from '../log.ts'
import { RegisterError } from '../register-error.ts'
import { type Link, LinkLost } from '../transport/link.ts'
import { call } from './call.ts'
import { serialNumber } from './commands/registers.ts'
import { type Exchange, ExchangeError } from './exchange/exchange.ts'
import { Line } from './line.ts'

export interface SessionOptions {
  /** A new link; rejects with LinkLost when there is none to be had. */
  readonly open: () => Promise<Link>
  readonly exchange: (link: Link) => Exchange
  readonly log: Log
}

/** Keeps a line to one register: opens, fences, asks who answers, and starts anew after a loss. */
export class Session {
  readonly #options: SessionOptions
  #exchange: Exchange | undefined
  #line: Line | undefined
  #serial = ''
  #closed = false

  constructor(options: SessionOptions) {
    this.#options = options
  }

  /** Serial number of the register on the present line (1013). */
  get serial(): string {
    return this.#serial
  }

  /**
   * A line on which nothing of ours is unfinished. Throws RegisterError with outcome `not-registered` (nothing was
   * written): LINK_LOST, PORT_BUSY, TIMEOUT …
   */
  async line(signal?: AbortSignal): Promise<Line> {
    if (this.#line !== undefined && this.#line.broken === undefined) return this.#line
    return this.fenced(signal)
  }

  /** The same, behind a fence of its own (promise, rule 2). */
  async fenced(signal?: AbortSignal): Promise<Line> {
    if (this.#closed) throw new RegisterError('ABORTED', 'not-registered', 'the register is closed')
    if (this.#line?.broken?.code === 'LINK_LOST') this.#drop()
    try {
      return this.#exchange === undefined ? await this.#connect(signal) : await this.#begin(this.#exchange, signal)
    } catch (error) {
      this.#drop()
      throw error
    }
  }

  close(): void {
    this.#closed = true
    this.#drop()
  }

  async #connect(signal: AbortSignal | undefined): Promise<Line> {
    const { open, log } = this.#options
    const link = await open().catch((error: unknown) => {
      throw openFailure(error)
    })
    if (this.#closed) {
      link.close()
      throw new RegisterError('ABORTED', 'not-registered', 'the register was closed while connecting')
    }
    const exchange = this.#options.exchange(link)
    this.#exchange = exchange
    void link.closed.then((lost) => this.#lost(exchange, lost))
    const line = await this.#begin(exchange, signal)
    log.info({ link: link.name, serial: this.#serial }, 'register connected')
    return line
  }

  /** Who answers is asked behind every fence: behind an adapter the cable may have been moved to another register. */
  async #begin(exchange: Exchange, signal: AbortSignal | undefined): Promise<Line> {
    const line = new Line(exchange, this.#options.log)
    await line.fence(signal)
    this.#serial = (await line.ask(call(serialNumber, {}), signal)).serial
    this.#line = line
    return line
  }

  #lost(exchange: Exchange, lost: LinkLost): void {
    if (this.#exchange !== exchange) return
    this.#options.log.info({ reason: lost.message }, 'link lost')
    if (this.#line !== undefined)
      this.#line.broken ??= new ExchangeError('LINK_LOST', false, lost.message, { cause: lost })
    this.#drop()
  }

  #drop(): void {
    this.#exchange?.close()
    this.#exchange = undefined
    this.#line = undefined
  }
}

function openFailure(error: unknown): RegisterError {
  const busy = error instanceof LinkLost && error.kind === 'port-busy'
  const message = error instanceof Error ? error.message : String(error)
  return new RegisterError(busy ? 'PORT_BUSY' : 'LINK_LOST', 'not-registered', message, { cause: error })
}

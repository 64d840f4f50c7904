import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { buildForm } from '../src/bitrix24/php-form.ts'
import { benchReceipt } from './bench-receipt.ts'

/** Connections that say nothing, and connections that say one byte a second. */
const silent = 500
const slow = 500
const hostilePerSecond = 100
/** How soon a connection that the server closed is opened again, ms. */
const againMs = 1_000

const head = 'POST /bitrix24/demo/print HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n'

/** What an attacker who found the address does: 1,000 connections that it tries to hold, and 100 requests a second that must be refused. */
export class Flood {
  readonly #address: URL
  readonly #sockets = new Set<Socket>()
  readonly #timers: NodeJS.Timeout[] = []
  #stopped = false
  /** Hostile requests that were answered. */
  answered = 0

  constructor(address: string) {
    this.#address = new URL(address)
  }

  get open(): number {
    return this.#sockets.size
  }

  /** Resolves when all connections are open. */
  async start(): Promise<void> {
    await Promise.all(Array.from({ length: silent + slow }, (_, index) => this.#hold(index < slow)))
    const request = this.#request()
    let sent = 0
    this.#timers.push(
      setInterval(() => {
        sent += 1
        this.#hit(sent % 2 === 0 ? request.wrongPassword : request.wrongSecret)
      }, 1_000 / hostilePerSecond),
    )
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const socket of this.#sockets) socket.destroy()
  }

  /** A connection that stays; one that the server closes is opened again. */
  async #hold(isSlow: boolean): Promise<void> {
    const socket = this.#connect()
    socket.once('close', () => {
      this.#sockets.delete(socket)
      const again = (): void => void this.#hold(isSlow).catch(() => undefined)
      if (!this.#stopped) this.#timers.push(setTimeout(again, againMs))
    })
    this.#sockets.add(socket)
    await once(socket, 'connect')
    if (!isSlow) return
    let at = 0
    const drip = setInterval(() => {
      if (socket.destroyed || at >= head.length) clearInterval(drip)
      else socket.write(head.charAt(at++))
    }, 1_000)
    this.#timers.push(drip)
  }

  #hit(text: string): void {
    const socket = this.#connect()
    socket.once('data', () => {
      this.answered += 1
      socket.destroy()
    })
    socket.end(text)
  }

  #connect(): Socket {
    const socket = connect(Number(this.#address.port), this.#address.hostname)
    socket.on('error', () => socket.destroy())
    return socket
  }

  #request() {
    const post = (secret: string, body: string): string =>
      `${head.replace('demo', secret)}Connection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    const form = buildForm(benchReceipt(1) as Parameters<typeof buildForm>[0])
    return {
      wrongSecret: post('guess', form),
      wrongPassword: post('demo', form.replace('demo-secret-1', 'guess')),
    }
  }
}

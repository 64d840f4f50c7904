import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const headEnd = Buffer.from('\r\n\r\n')

/**
 * The cheapest HTTP client there is: one keep-alive connection, one request at a time, no parsing beyond the length. A
 * measurement of the daemon must not measure the client.
 */
export class RawClient {
  readonly #socket: Socket
  readonly #host: string
  #received: Buffer = Buffer.alloc(0)
  #answer: ((body: string) => void) | undefined

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.on('data', (chunk) => this.#take(chunk))
  }

  static async open(address: string): Promise<RawClient> {
    const { hostname, port, host } = new URL(address)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    await once(socket, 'connect')
    return new RawClient(socket, host)
  }

  /** Posts a form; resolves with the text of the answer. */
  post(path: string, body: string): Promise<string> {
    this.#socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    return new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf(headEnd)
    if (end < 0) return
    const length = Number(/content-length: (\d+)/i.exec(this.#received.toString('latin1', 0, end))?.[1])
    const from = end + headEnd.length
    if (this.#received.length < from + length) return
    const body = this.#received.toString('utf8', from, from + length)
    this.#received = this.#received.subarray(from + length)
    this.#answer?.(body)
  }

  close(): void {
    this.#socket.destroy()
  }
}

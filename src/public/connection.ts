import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../../drivers/clock.ts'
import { discard } from './discard.ts'
import type { UnreadableCause } from './endpoints.ts'
import type { PublicLimits } from './limits.ts'
import { jsonType, rawAnswer } from './raw-answer.ts'
import type { RequestBody } from './request-body.ts'

/**
 * What a connection is at: between requests; a request arrives; it is being answered; the answer is on its way; closed by us, and
 * whatever still comes is thrown away; gone.
 */
export type Phase = 'waiting' | 'receiving' | 'answering' | 'sending' | 'closing' | 'gone'

export interface ConnectionParts {
  readonly clock: Clock
  readonly limits: PublicLimits
  readonly unreadable: Readonly<Record<UnreadableCause, string>>
  /** Starts to receive the body of a request. */
  readonly receive: (request: IncomingMessage) => RequestBody
  /** The answer to a request that was received whole, from that address. Never rejects. */
  readonly answer: (request: IncomingMessage, address: string, body: Uint8Array) => Promise<string>
  readonly onPhase: (connection: Connection) => void
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

const nothing = (): void => undefined

/**
 * One connection: its requests one after the other, and a time for each thing it may be at. Every request is answered, and every
 * connection ends, whatever the other end does or leaves.
 */
export class Connection {
  readonly #socket: Socket
  readonly #parts: ConnectionParts
  readonly #address: string
  readonly #queue: Exchange[] = []
  #phase: Phase = 'waiting'
  #cancelTimer: () => void = nothing
  #arriving: { readonly request: IncomingMessage; readonly body: RequestBody } | undefined
  /** No further request is taken from this connection. */
  #isLast = false
  /** The next answer is the last. */
  #isEnding = false
  /** Nothing more can be read from it. */
  #isBroken = false
  /** Said when the requests before it are answered, for something that is no request. */
  #parting: UnreadableCause | undefined
  /** Bytes that had come when it began to wait. */
  #readBefore = 0

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket
    this.#parts = parts
    this.#address = socket.remoteAddress ?? ''
    // Node's own closes the socket while the client may still write: the reset would take the answer away from it.
    socket.destroySoon = () => this.close()
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#enter('gone')
      this.#arriving?.body.giveUp('broken')
    })
    this.#wait(parts.limits.headMs)
  }

  get phase(): Phase {
    return this.#phase
  }

  /** Takes a request whose head has come. */
  take(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isLast || this.#queue.length >= this.#parts.limits.pipelined) {
      this.#isLast = true
      discard(this.#socket)
      return
    }
    // Node's parser throws away what came with it.
    if (request.headers.upgrade !== undefined) this.#isLast = true
    this.#queue.push({ request, response })
    if (this.#phase === 'waiting') void this.#serveAll()
  }

  /** What came is no HTTP, or stopped in the middle. */
  fail(): void {
    if (this.#isOver) return
    this.#isLast = true
    this.#isBroken = true
    if (!this.#socket.writable) this.destroy()
    else if (this.#phase === 'waiting') this.#refuse('broken')
    // What follows a whole request is no reason to say that nothing came of it.
    else if (this.#arriving?.request.complete === false) this.#arriving.body.giveUp('broken')
  }

  /** What came asks for no answer of ours: CONNECT. */
  turnAway(): void {
    this.#isLast = true
    this.#parting = 'unknownPath'
    if (this.#phase === 'waiting') this.#refuse('unknownPath')
  }

  /** Makes room for others; an answer that is being made still goes out. */
  yield(): void {
    this.#isLast = true
    // Its request may lie unread in the socket: connections are taken by the hundred before any of them is read.
    if (this.#phase === 'waiting') this.#refuse('busy')
    else if (this.#phase === 'receiving') this.#arriving?.body.giveUp('busy')
    else if (this.#phase !== 'answering') this.destroy()
  }

  /** The request that is under way, or comes next, is the last. */
  announceEnd(): void {
    this.#isEnding = true
  }

  /** The request under way is the last; without one it ends. */
  finish(): void {
    this.#isLast = true
    if (this.#phase === 'waiting') this.#endWaiting()
  }

  /** Ends our half. What still arrives is read and thrown away until the other end closes, or for a short time. */
  close(): void {
    if (this.#isOver) return
    this.#enter('closing', this.#parts.limits.closingMs, () => this.destroy())
    this.#socket.end()
    discard(this.#socket)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  async #serveAll(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      await this.#serve(next)
      if (this.#phase !== 'sending') return
    }
    if (this.#parting !== undefined) this.#refuse(this.#parting)
    else if (this.#isLast) this.close()
    else this.#wait(this.#parts.limits.idleMs)
  }

  /** Ends in phase `sending` when the connection goes on. */
  async #serve({ request, response }: Exchange): Promise<void> {
    const { limits, unreadable, receive, answer } = this.#parts
    const body = receive(request)
    this.#arriving = { request, body }
    this.#enter('receiving', limits.bodyMs, () => body.giveUp('broken'))
    if (this.#isBroken && !request.complete) body.giveUp('broken')
    try {
      const received = await body.received
      this.#arriving = undefined
      if (received === 'gone') return this.destroy()
      if (this.#isOver) return
      this.#enter('answering')
      const text = typeof received === 'string' ? unreadable[received] : await answer(request, this.#address, received)
      if (!this.#isOver) await this.#send(response, text, request.complete)
    } finally {
      body.release()
    }
  }

  #send(response: ServerResponse, text: string, isWhole: boolean): Promise<void> {
    this.#enter('sending', this.#parts.limits.answerMs, () => this.destroy())
    if (!isWhole || this.#isEnding) this.#isLast = true
    const closes = this.#isLast && this.#queue.length === 0 && this.#parting === undefined
    return new Promise((resolve) => {
      response.once('close', resolve)
      const length = Buffer.byteLength(text)
      response.writeHead(200, {
        'content-type': jsonType,
        'content-length': length,
        ...(closes && { connection: 'close' }),
      })
      response.end(text)
    })
  }

  #wait(ms: number): void {
    this.#readBefore = this.#socket.bytesRead
    this.#enter('waiting', ms, () => this.#endWaiting())
  }

  /** Part of a head is answered, silence is not. */
  #endWaiting(): void {
    if (this.#socket.bytesRead > this.#readBefore) this.#refuse('broken')
    else this.close()
  }

  #refuse(cause: UnreadableCause): void {
    if (this.#socket.writable) this.#socket.write(rawAnswer(this.#parts.unreadable[cause]))
    this.close()
  }

  get #isOver(): boolean {
    return this.#phase === 'closing' || this.#phase === 'gone'
  }

  #enter(phase: Phase, ms?: number, onTimeout: () => void = nothing): void {
    this.#cancelTimer()
    this.#cancelTimer = ms === undefined ? nothing : this.#parts.clock.after(ms, onTimeout)
    this.#phase = phase
    this.#parts.onPhase(this)
  }
}

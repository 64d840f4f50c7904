import type { IncomingMessage } from 'node:http'
import type { ByteBudget } from './byte-budget.ts'
import type { UnreadableCause } from './endpoints.ts'

/** A whole body, why there is none, or nobody who still wants an answer. */
export type ReceivedBody = Uint8Array | UnreadableCause | 'gone'

/** First room of a body, bytes; it doubles as the body grows, so that a thousand small pieces cost no more than one large one. */
const firstRoom = 4_096

/**
 * Receives the body of one request. One that is refused is thrown away as it comes, and the refusal told at its end: a client that
 * still writes would read no answer.
 */
export class RequestBody {
  /** Never rejects. */
  readonly received: Promise<ReceivedBody>
  readonly #limit: number
  readonly #claim: ReturnType<ByteBudget['claim']>
  #buffer: Buffer = Buffer.alloc(0)
  #size = 0
  #refusal: UnreadableCause | undefined
  #settle: (body: ReceivedBody) => void = () => undefined

  /** `refusal`: known before, so that nothing is kept. */
  constructor(request: IncomingMessage, limit: number, budget: ByteBudget, refusal?: UnreadableCause) {
    this.#limit = limit
    this.#claim = budget.claim(() => this.#refuse('busy'))
    this.received = new Promise((resolve) => {
      this.#settle = resolve
    })
    if (refusal !== undefined) this.#refuse(refusal)
    request.on('data', (chunk: Buffer) => this.#take(chunk))
    request.once('end', () => this.#end(request.complete))
    request.on('error', () => this.#settle('gone'))
    request.once('close', () => this.#settle('gone'))
  }

  /** Nothing more is waited for. */
  giveUp(cause: UnreadableCause): void {
    this.#refuse(cause)
    this.#settle(this.#refusal ?? cause)
  }

  /** Nobody needs the bytes any more. */
  release(): void {
    this.#buffer = Buffer.alloc(0)
    this.#claim.release()
  }

  #end(isComplete: boolean): void {
    this.#claim.keep()
    this.#settle(isComplete ? (this.#refusal ?? this.#buffer.subarray(0, this.#size)) : 'gone')
  }

  #refuse(cause: UnreadableCause): void {
    this.#refusal ??= cause
    this.release()
  }

  #take(chunk: Buffer): void {
    if (this.#refusal !== undefined) return
    const size = this.#size + chunk.length
    if (size > this.#limit) this.#refuse('tooLarge')
    else if (!this.#hasRoomFor(size)) this.#refuse('busy')
    else {
      chunk.copy(this.#buffer, this.#size)
      this.#size = size
    }
  }

  #hasRoomFor(size: number): boolean {
    if (size <= this.#buffer.length) return true
    const room = Math.min(this.#limit, Math.max(firstRoom, size, 2 * this.#buffer.length))
    if (!this.#claim.grow(room - this.#buffer.length)) return false
    const buffer = Buffer.allocUnsafeSlow(room)
    this.#buffer.copy(buffer, 0, 0, this.#size)
    this.#buffer = buffer
    return true
  }
}

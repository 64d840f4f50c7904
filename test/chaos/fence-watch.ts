import { decodeHostMessage } from '../../drivers/atol/frame/task-buffer.ts'
import { V3Decoder } from '../../drivers/atol/frame/v3.ts'

/** Watches the beginning of a v3 line: an Abort must come before the first task (promise, rule 2). */
export class FenceWatch {
  readonly #decoder = new V3Decoder()
  readonly #onUnfenced: () => void
  #open = true

  constructor(onUnfenced: () => void) {
    this.#onUnfenced = onUnfenced
  }

  sent(bytes: Uint8Array): void {
    if (!this.#open) return
    for (const event of this.#decoder.push(bytes)) {
      const message = event.kind === 'frame' ? decodeHostMessage(event.data) : undefined
      if (message?.kind !== 'abort' && message?.kind !== 'add') continue
      this.#open = false
      if (message.kind === 'add') this.#onUnfenced()
      return
    }
  }
}

import { LinkLost } from './link.ts'

/** The `closed` of a link: settles once, with the first reason given. */
export class Closing {
  readonly closed: Promise<LinkLost>
  #resolve: (reason: LinkLost) => void = () => undefined
  #done: boolean = false

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#resolve = resolve
    })
  }

  get done(): boolean {
    return this.#done
  }

  /** False when it was closed before. */
  close(reason: LinkLost | string): boolean {
    if (this.#done) return false
    this.#done = true
    this.#resolve(typeof reason === 'string' ? new LinkLost(reason) : reason)
    return true
  }
}

/** Room that one request has. */
export interface Claim {
  /** Asks for so many bytes more; false when nobody can be made to give them. */
  grow(bytes: number): boolean
  /** From now on nobody is told to give this room back. */
  keep(): void
  /** Gives all of it back. */
  release(): void
}

interface Holder {
  readonly claim: Claim
  /** Told that another one needs the room. */
  readonly onTaken: () => void
}

/**
 * Room for the bytes of all requests together. When it is full, the oldest request that is still being received loses its own: who
 * holds room by sending nothing is always older than who sends a receipt.
 */
export class ByteBudget {
  #free: number
  /** Requests that are still being received, the oldest first. */
  readonly #receiving = new Set<Holder>()

  constructor(bytes: number) {
    this.#free = bytes
  }

  get free(): number {
    return this.#free
  }

  claim(onTaken: () => void): Claim {
    let held = 0
    const claim: Claim = {
      grow: (bytes) => {
        if (!this.#makeRoom(bytes, holder)) return false
        this.#free -= bytes
        held += bytes
        return true
      },
      keep: () => this.#receiving.delete(holder),
      release: () => {
        this.#receiving.delete(holder)
        this.#free += held
        held = 0
      },
    }
    const holder = { claim, onTaken }
    this.#receiving.add(holder)
    return claim
  }

  #makeRoom(bytes: number, whoAsks: Holder): boolean {
    for (const holder of this.#receiving) {
      if (this.#free >= bytes) break
      if (holder === whoAsks) continue
      holder.claim.release()
      holder.onTaken()
    }
    return this.#free >= bytes
  }
}

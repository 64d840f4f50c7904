/** Pauses between tries while something is wrong, ms: soon at first, then often enough that a mended register is noticed at once. */
const retryDelaysMs = [500, 1_000, 2_000, 5_000] as const
/** After so many attempts in a row that a ready register ended itself: each of them costs paper. */
const dearAttempts = 3
/** Pause before a further one then, ms; whatever is done at the register through the bridge ends it. */
const dearRetryMs = 60_000

/** How long a lane waits before it tries again. */
export class Patience {
  #failures = 0
  #dear = 0

  /** Whether the last step failed. */
  get isTried(): boolean {
    return this.#failures > 0
  }

  noteStep(went: 'well' | 'wrong'): void {
    this.#failures = went === 'well' ? 0 : this.#failures + 1
  }

  /** `dear`: a register that was ready for it ended the attempt, for a reason that its state does not show. */
  noteAttempt(kind: 'dear' | 'other'): void {
    this.#dear = kind === 'dear' ? this.#dear + 1 : 0
  }

  get pauseMs(): number {
    if (this.#dear >= dearAttempts) return dearRetryMs
    return retryDelaysMs[Math.min(this.#failures, retryDelaysMs.length) - 1] ?? retryDelaysMs[0]
  }
}

/** Doubling pauses, ms: the first, and the one that is never exceeded. */
export interface Backoff {
  readonly firstMs: number
  readonly longestMs: number
}

/** The pause after the `failures`-th failure in a row (from 1), ms. */
export const pauseAfter = (failures: number, { firstMs, longestMs }: Backoff): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)))

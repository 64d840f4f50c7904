/** By how much two clocks may differ before it counts, ms: the law allows five minutes, and a clock set by hand needs time. */
export const clockToleranceMs = 120_000

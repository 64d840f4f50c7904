/** Timeouts of lower level v2, ms (protocol 1.3). T5 belongs to the command. */
export const v2Timing = {
  /** T1: ACK after ENQ. */
  enqAnswer: 500,
  /** T2: STX after our ACK to the register's ENQ. */
  blockStart: 2000,
  /** T3: EOT after our ACK to a block. */
  end: 500,
  /** T4: ACK after the sum of our block. */
  blockAnswer: 500,
  /** T6: gap between bytes inside a block. */
  gap: 500,
  /** T7: pause after both ends sent ENQ at once. */
  collision: 500,
  /** Pause after NAK to ENQ. */
  busy: 500,
} as const

/** Counters of lower level v2 (protocol 1.3). */
export const v2Tries = {
  enq: 5,
  /** N: the same block, in either direction. */
  block: 10,
  /** N1: collisions and garbage before the block. */
  restart: 100,
} as const

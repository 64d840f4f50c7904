/** What the public listener gives to whoever calls: time in ms, room in bytes. */
export interface PublicLimits {
  /** Size of a body: a thousand lines of a receipt fit four times. */
  readonly bodyBytes: number
  /** All bodies that are being received or answered, together. */
  readonly bytesUnderWay: number
  /** Open connections. With the operator's listener and the files they fit into 1,024 descriptors. */
  readonly connections: number
  /** Connections beside those that are closed already and only wait for the other end. */
  readonly closing: number
  /** Requests that may wait on one connection behind the one that is being answered. */
  readonly pipelined: number
  /** From the beginning of a connection to the end of its first head. */
  readonly headMs: number
  /** From one answer to the end of the next head: proxies keep connections for a minute. */
  readonly idleMs: number
  /** From the end of a head to the end of its body: Bitrix24 itself gives up after 60 s. */
  readonly bodyMs: number
  /** Until an answer is taken. */
  readonly answerMs: number
  /** How long a closed connection is still read, so that no reset overtakes the answer. */
  readonly closingMs: number
  /** How long a kept connection may still send its next request after a stop began. */
  readonly graceMs: number
  /** How long a stop waits for open requests: a service manager gives it 10 s. */
  readonly stopMs: number
}

export const publicLimits: PublicLimits = {
  bodyBytes: 1_048_576,
  bytesUnderWay: 33_554_432,
  connections: 512,
  closing: 128,
  pipelined: 8,
  headMs: 15_000,
  idleMs: 75_000,
  bodyMs: 30_000,
  answerMs: 30_000,
  closingMs: 2_000,
  graceMs: 1_000,
  stopMs: 6_000,
}

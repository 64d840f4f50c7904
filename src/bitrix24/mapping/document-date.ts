/** What each clock that knows of a sale says now, Unix ms. */
export interface Clocks {
  /** The clock of this machine, which may be years behind until it hears of the time. */
  readonly host: number
  /** The register's, which dates the document; undefined until the register was met. */
  readonly register?: number | undefined
  /** When the portal sent the check; undefined where it does not say. */
  readonly portal?: number | undefined
  /** The last document that is known of, which no later one may be older than (fiscal-data 5.4). */
  readonly lastDocument?: number | undefined
}

const hourMs = 3_600_000
/** This edition of the program: a machine that alone says an earlier time is wrong. */
const notBefore = Date.UTC(2026, 10, 1)

/**
 * The instant that decides what a document's date decides, Unix ms. Clocks within an hour of each other are right, and the register's
 * is what the document will bear; otherwise nobody knows, and the latest decides: a clock that lost its battery or has not
 * heard of the time is behind, and a rate that has ended is refused rather than registered.
 */
export function documentInstant({ host, register, portal, lastDocument = 0 }: Clocks): number {
  const clocks = [host, register, portal].filter((clock) => clock !== undefined)
  const latest = Math.max(...clocks)
  const agree = clocks.length > 1 && latest - Math.min(...clocks) <= hourMs
  const instant = agree ? (register ?? host) : Math.max(latest, clocks.length === 1 ? notBefore : 0)
  return Math.max(instant, lastDocument)
}

/** What drivers and the daemon log through, in pino's shape: fields first, then the English message. */
export interface Log {
  trace(fields: object, message: string): void
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const nothing = (): void => undefined

/** Drops everything. */
export const silentLog: Log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

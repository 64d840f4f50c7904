import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { LogLevel } from '../config/config.ts'

/** Where secrets and buyers' contacts may turn up in what is logged; whatever stands there becomes `[redacted]`. */
const redactedPaths: readonly string[] = [
  'secret',
  'password',
  'webhook',
  'client_email',
  'client_phone',
  'buyer',
  'cashbox_params',
  'headers.authorization',
  'headers.cookie',
  'req.url',
  'req.headers.authorization',
  'req.headers.cookie',
  ...['secret', 'password', 'webhook', 'client_email', 'client_phone', 'buyer', 'cashbox_params'].map(
    (name) => `*.${name}`,
  ),
]

export interface LogOptions {
  readonly level: LogLevel
  /** Readable lines instead of JSON: for a terminal. */
  readonly readable: boolean
  readonly destination: DestinationStream & NodeJS.WritableStream
}

/** The daemon's log: one event a line. Part of it with more context: `log.child({ register: 'kkm-1' })`. */
export function createLog({ level, readable, destination }: LogOptions): Logger {
  const options = { level, redact: { paths: [...redactedPaths], censor: '[redacted]' }, base: null }
  if (!readable) return pino({ ...options, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return pino(options, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss.l', destination, sync: true }))
}

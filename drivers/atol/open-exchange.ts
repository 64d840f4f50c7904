import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Link } from '../transport/link.ts'
import type { Exchange } from './exchange/exchange.ts'
import { V2Exchange } from './exchange/v2.ts'
import { V3Exchange } from './exchange/v3.ts'

/** Lower level (protocol 0.3): v2 over serial lines, v3 over serial lines and TCP. */
export type Protocol = 'v3' | 'v2'

export interface ExchangeOptions {
  readonly link: Link
  readonly clock: Clock
  readonly log: Log
}

export function openExchange(protocol: Protocol, options: ExchangeOptions): Exchange {
  switch (protocol) {
    case 'v3':
      return new V3Exchange(options)
    case 'v2':
      return new V2Exchange(options)
  }
}

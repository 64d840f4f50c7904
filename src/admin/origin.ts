import { isLoopback } from '../config/loopback.ts'

/** What of a request says who sent it. */
export interface RequestFace {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Requests that change nothing: a foreign page may cause them, but never read the answer. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A browser never sets this header for a foreign page without asking first, and the bridge never says yes. */
const actionHeader = 'x-fiscal-bridge'

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]

/** Name of a Host header without its port; undefined when there is no usable one. */
function nameOf(host: string | undefined): string | undefined {
  const url = `http://${host ?? ''}`
  return host !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined
}

/**
 * Whether the request came under a name of this machine. A page of a foreign domain whose name was pointed at 127.0.0.1
 * (DNS rebinding) comes under its own.
 */
export const hasLocalHost = ({ headers }: RequestFace): boolean => isLoopback(nameOf(one(headers['host'])) ?? '')

/** Why an action may have been sent by a foreign page; undefined when it was not, or when it is no action. */
export function foreignAction({ method, headers }: RequestFace): string | undefined {
  if (safeMethods.has(method)) return undefined
  if (one(headers[actionHeader]) !== '1') return `no ${actionHeader} header`
  const site = one(headers['sec-fetch-site'])
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return `sec-fetch-site ${site}`
  const origin = one(headers['origin'])
  if (origin === undefined) return undefined
  const same = URL.canParse(origin) && new URL(origin).host === one(headers['host'])
  return same ? undefined : `origin ${origin}`
}

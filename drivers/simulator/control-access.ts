import type { IncomingMessage } from 'node:http'

/** Names of this machine, as a Host header writes them, with a port or without. */
const localHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i
/** What programs send: JSON by its name, or what curl calls each text of `-d`. */
const programTypes = /^application\/(json|x-www-form-urlencoded)\s*(;|$)/i

/**
 * Why a request to the control API may come from a page of somebody else in a browser on this machine; undefined when it does not.
 * A page whose name was pointed at 127.0.0.1 comes under its own name; others say where they come from, or send what no program sends.
 */
export function foreignRequest({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site, 'content-type': type = '' } = headers
  if (!localHost.test(host)) return `host ${host}`
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return `sec-fetch-site ${String(site)}`
  if (origin !== undefined && origin !== `http://${host}`) return `origin ${origin}`
  if (method === 'POST' && !programTypes.test(type)) return `content-type ${type}: send application/json`
  return undefined
}

import type { IncomingMessage } from 'node:http'
import { type EndpointName, endpointNames } from './endpoints.ts'

/** Which endpoint a request is for, and the secret in its address. */
export interface Address {
  readonly endpoint: EndpointName
  readonly urlSecret: string
}

/** `/bitrix24/<secret>/print`; a proxy may send the whole URL, and a slash at the end. */
const pattern = new RegExp(`^(?:https?://[^/?#]*)?/bitrix24/([^/?#]{1,256})/(${endpointNames.join('|')})/?(?:[?#]|$)`)

/** Undefined when nothing is served there. */
export function addressOf({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): Address | undefined {
  const [, secret, name] = pattern.exec(url) ?? []
  const endpoint = endpointNames.find((one) => one === name)
  if (method !== 'POST' || secret === undefined || endpoint === undefined) return undefined
  try {
    return { endpoint, urlSecret: decodeURIComponent(secret) }
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

import { redactor } from '../base/redactor.ts'

/** Where and as whom the portal's REST is called. The address itself is the secret. */
export interface Webhook {
  /** Address of a method. */
  readonly urlOf: (method: string) => string
  /** Name of the portal: all that may be shown. */
  readonly portal: string
  /** Blots the secret out of a text. */
  readonly redact: (text: string) => string
}

/** What a webhook looks like. */
export const webhookExample = 'https://shop.bitrix24.ru/rest/1/xxxxxxxxxxxxxxxx/'

/** Reads the address of an incoming webhook; undefined when it is none. Plain HTTP is for a portal on this machine only. */
export function parseWebhook(text: string): Webhook | undefined {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return undefined
  }
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  const secret = /^\/rest\/\d+\/([A-Za-z0-9]{4,})\/?$/.exec(url.pathname)?.[1]
  if (secret === undefined || !(url.protocol === 'https:' || (local && url.protocol === 'http:'))) return undefined
  const base = `${url.origin}${url.pathname.replace(/\/$/, '')}`
  return {
    urlOf: (method) => `${base}/${method}`,
    portal: url.host,
    redact: redactor([secret]),
  }
}

/** The webhook of the settings; undefined when none is set, or it is none. */
export const webhookOf = ({ webhook }: { readonly webhook?: string | undefined }): Webhook | undefined =>
  webhook === undefined ? undefined : parseWebhook(webhook)

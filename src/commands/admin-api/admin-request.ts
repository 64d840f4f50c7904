/** HTTP to the admin listener: plain, over TLS, or over TLS to this very machine with the certificate that its settings name. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'
import { isLoopback } from '../../config/loopback.ts'

export interface AdminRequest {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** PEM: what the listener shows, by the settings. */
  readonly certificate?: string
}

/** The answer to a request, whatever its status. */
export interface AdminAnswer {
  readonly status: number
  readonly text: string
}

const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/**
 * A connection to this machine, to whoever shows exactly that certificate: its issuer and its names, which are for those who come
 * from outside, do not matter then. Nothing is sent before it is compared.
 */
async function connectPinned(url: URL, certificate: string, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: bareHost(url), port: Number(url.port || 443), rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal })
    const shown = socket.getPeerX509Certificate()?.fingerprint256
    if (shown === new X509Certificate(certificate).fingerprint256) return socket
    throw Object.assign(new Error('another certificate than that of the settings'), {
      code: 'ADMIN_CERTIFICATE_DIFFERS',
    })
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Sends a request. Rejects when no whole answer came, with the system's error. */
export async function sendAdmin({ url, certificate, body, ...rest }: AdminRequest): Promise<AdminAnswer> {
  const isSecure = url.protocol === 'https:'
  const isPinned = isSecure && certificate !== undefined && isLoopback(url.hostname)
  const socket = isPinned ? await connectPinned(url, certificate, rest.signal) : undefined
  const options = { ...rest, ...(socket === undefined ? { agent: false } : { createConnection: () => socket }) }
  return await new Promise((resolve, reject) => {
    const call = (isSecure && socket === undefined ? requestSecure : requestPlain)(
      url.href.replace(/^https:/, socket === undefined ? 'https:' : 'http:'),
      options,
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        )
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

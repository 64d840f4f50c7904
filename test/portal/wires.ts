import { connect } from 'node:net'
import type { Bridge } from '../../src/bridge.ts'
import { ask } from '../public-door.ts'
import type { Wire } from './portal.ts'

const formType = 'application/x-www-form-urlencoded'

/** To the endpoints, without a listener. */
export const endpointWire =
  (bridge: () => Bridge, secret: string): Wire =>
  async (path, form) => ({
    status: 200,
    body: JSON.stringify(await ask(bridge(), path, secret, form)),
    headers: {},
  })

/**
 * Over a real socket, by hand, as Bitrix24's client writes it: a connection a request, HTTP/1.0 unless the handler says 1.1.
 * `address`: `http://127.0.0.1:8080`.
 */
export const socketWire =
  (address: string, secret: string, version: '1.0' | '1.1'): Wire =>
  (path, form) =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(address)
      const socket = connect(Number(port), hostname)
      const chunks: Buffer[] = []
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('error', () => resolve(undefined))
      socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks).toString('utf8'))))
      socket.end(
        `POST /bitrix24/${secret}/${path} HTTP/${version}\r\nHost: ${hostname}\r\nConnection: close\r\n` +
          `Content-Type: ${formType}\r\nContent-Length: ${Buffer.byteLength(form)}\r\n\r\n${form}`,
      )
    })

function parseAnswer(text: string): Awaited<ReturnType<Wire>> {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]
  if (status === undefined) return undefined
  const headers = Object.fromEntries(lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line]))
  return { status: Number(status), body: rest.join('\r\n\r\n'), headers }
}

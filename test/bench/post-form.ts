import { type Agent, request } from 'node:http'
import { stringify } from 'qs'

/** Posts a form as Bitrix24 does, over a connection of `agent`; resolves with the answer's JSON. */
export function postForm(url: string, fields: object, agent: Agent): Promise<unknown> {
  const body = stringify(fields, { format: 'RFC1738' })
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    }
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}

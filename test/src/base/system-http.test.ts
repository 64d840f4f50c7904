import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { systemHttp } from '../../../src/base/system-http.ts'

interface Heard {
  readonly method: string | undefined
  readonly type: string | undefined
  readonly authorization: string | undefined
  readonly body: string
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

/** A server that tells what it heard; `/moved` redirects, `/silent` never answers. */
async function listening(t: Test): Promise<{ readonly address: string; readonly heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    heard.push({
      method,
      type: headers['content-type'],
      authorization: headers.authorization,
      body: await bodyOf(request),
    })
    if (url === '/silent') return
    if (url === '/moved') response.writeHead(302, { location: '/elsewhere' })
    response.end('{"done": true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

const { signal } = new AbortController()

t.test('asks by every method, with a JSON text where there is one', async (t) => {
  const { address, heard } = await listening(t)
  const url = `${address}/requests`
  t.same(await systemHttp({ method: 'GET', url, signal }), { status: 200, text: '{"done": true}' })
  await systemHttp({ method: 'POST', url, json: '{"number": 1}', headers: { authorization: 'Basic eA==' }, signal })
  await systemHttp({ method: 'DELETE', url, signal })
  t.same(heard, [
    { method: 'GET', type: undefined, authorization: undefined, body: '' },
    { method: 'POST', type: 'application/json', authorization: 'Basic eA==', body: '{"number": 1}' },
    { method: 'DELETE', type: undefined, authorization: undefined, body: '' },
  ])
})

t.test('a redirect is an answer', async (t) => {
  const { address, heard } = await listening(t)
  t.match(await systemHttp({ method: 'POST', url: `${address}/moved`, json: '{}', signal }), { status: 302 })
  t.equal(heard.length, 1)
})

t.test('rejects when the signal says so, and when nobody is there', async (t) => {
  const { address, heard } = await listening(t)
  const stop = new AbortController()
  const asked = systemHttp({ method: 'GET', url: `${address}/silent`, signal: stop.signal })
  while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve))
  stop.abort(new Error('in time'))
  await t.rejects(asked, { message: 'in time' })
  await t.rejects(systemHttp({ method: 'GET', url: 'http://127.0.0.1:1/', signal }))
})

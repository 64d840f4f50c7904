import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { systemClock } from '../../../drivers/clock.ts'
import { systemFiles } from '../../../drivers/files.ts'
import { silentLog } from '../../../drivers/log.ts'
import { simulate } from '../../../drivers/simulator/simulate.ts'

t.test('the control API serves programs of this machine, and no page of somebody else', async (t) => {
  const around = { files: systemFiles, clock: systemClock, log: silentLog, zone: '+03:00' }
  const simulation = await simulate({ folder: t.testdir(), tcp: 0, control: 0, ...around })
  t.teardown(() => simulation.close())
  const port = simulation.controlPort ?? 0
  const body = '{"state": "out"}'
  const send = async (head: string, content = ''): Promise<string> => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.end(`${head}\r\nConnection: close\r\nContent-Length: ${content.length}\r\n\r\n${content}`)
    return (await text(socket)).slice(9, 12)
  }
  const post = (...headers: string[]) => send(['POST /paper HTTP/1.1', ...headers].join('\r\n'), body)
  const json = 'Content-Type: application/json'
  const own = `Host: 127.0.0.1:${port}`
  t.equal(await post(own, 'User-Agent: curl/8', 'Content-Type: application/x-www-form-urlencoded'), '200', 'curl -d')
  t.equal(await post(own, json), '200', 'a program')
  t.equal(await post(`Host: localhost:${port}`, json, `Origin: http://localhost:${port}`), '200')
  t.equal(await send(`GET /state HTTP/1.1\r\n${own}\r\nSec-Fetch-Site: none`), '200', 'the address bar')
  for (const headers of [
    [`Host: evil.example:${port}`, json],
    [`Host: 127.0.0.1.evil.example:${port}`, json],
    [own, json, 'Origin: http://evil.example'],
    [own, json, 'Origin: null'],
    [own, json, 'Sec-Fetch-Site: cross-site'],
    [own, json, 'Sec-Fetch-Site: same-site'],
    [own, 'Content-Type: text/plain'],
    [own, 'Content-Type: multipart/form-data; boundary=x'],
    [own, 'Content-Type: application/x-www-form-urlencoded', 'Origin: http://evil.example'],
    [own],
  ]) {
    t.equal(await post(...headers), '403', headers.join(', '))
  }
  t.equal(await send(`GET /state HTTP/1.1\r\nHost: evil.example`), '403', 'nothing is shown either')
})

t.test('a body that is too long is read to its end and refused', async (t) => {
  const around = { files: systemFiles, clock: systemClock, log: silentLog, zone: '+03:00' }
  const simulation = await simulate({ folder: t.testdir(), tcp: 0, control: 0, ...around })
  t.teardown(() => simulation.close())
  const answer = await fetch(`http://127.0.0.1:${simulation.controlPort}/paper`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"state": "${'x'.repeat(5_000_000)}"}`,
  })
  t.equal(answer.status, 400)
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { captureHost } from '../capture-host.ts'

interface Asked {
  readonly url: string
  readonly body: unknown
}

const register = (id: string, isDefault = false) => ({
  id,
  default: isDefault,
  status: { shift: { state: 'open', number: 12 } },
  receipts: {},
})

/** A bridge that only listens: what it was asked, and what the command said. */
async function run(t: Test, words: readonly string[], registers: readonly object[], result = 'done') {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    if (request.method === 'POST') asked.push({ url: request.url ?? '', body: JSON.parse(text) as unknown })
    response.end(JSON.stringify(request.method === 'POST' ? { result } : { version: '1.2.3', registers }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const captured = captureHost()
  await runProgram([...words, '--admin', `http://127.0.0.1:${port}`], captured.host)
  server.closeAllConnections()
  return { asked, ...captured }
}

t.test('each command asks for one thing', async (t) => {
  const cases: readonly (readonly [words: string, url: string, body: object])[] = [
    ['shift open', 'shift/open', {}],
    ['shift close', 'shift/close', { shift: 12 }],
    ['shift x', 'x-report', {}],
    ['cash in 1500', 'cash-in', { sum: '1500.00' }],
    ['cash out 12000,50', 'cash-out', { sum: '12000.50' }],
    ['copy 12346', 'copy', { document: 12_346 }],
    ['copy', 'copy', {}],
  ]
  for (const [words, url, body] of cases) {
    const { asked, exitCode, stdout } = await run(t, words.split(' '), [register('kkm-1')])
    t.strictSame(asked, [{ url: `/api/registers/kkm-1/${url}`, body }], words)
    t.match(stdout(), /^Касса kkm-1: /)
    t.equal(exitCode(), 0)
  }
})

t.test('of several registers the default one, or the one named', async (t) => {
  const several = [register('kkm-1'), register('kkm-2', true)]
  t.match((await run(t, ['shift', 'x'], several)).asked, [{ url: '/api/registers/kkm-2/x-report' }])
  t.match((await run(t, ['shift', 'x', '-r', 'kkm-1'], several)).asked, [{ url: '/api/registers/kkm-1/x-report' }])
  const unknown = await run(t, ['shift', 'x', '-r', 'kkm-3'], several)
  t.match(unknown.stderr(), /Кассы «kkm-3» нет\. Есть: kkm-1, kkm-2/)
  t.equal(unknown.exitCode(), 1)
  const undecided = await run(t, ['shift', 'x'], [register('kkm-1'), register('kkm-2')])
  t.match(undecided.stderr(), /Касс несколько/)
})

t.test('nothing to do is said', async (t) => {
  const { stdout, exitCode } = await run(t, ['shift', 'close'], [register('kkm-1')], 'nothing')
  t.match(stdout(), /смена уже была закрыта/)
  t.equal(exitCode(), 0)
})

t.test('sums that are none', async (t) => {
  for (const sum of ['0', '-5', 'abc', '1.234']) {
    const { asked, exitCode } = await run(t, ['cash', 'in', sum], [register('kkm-1')])
    t.same(asked, [], sum)
    t.equal(exitCode(), 1)
  }
})

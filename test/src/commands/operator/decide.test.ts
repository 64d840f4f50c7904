import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import type { Decision } from '../../../../src/record/decision.ts'
import { captureHost } from '../capture-host.ts'

/** A bridge that agrees to everything: what it was asked, and what the command said. */
async function run(t: Test, words: readonly string[]) {
  const asked: unknown[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    asked.push(request.url, JSON.parse(text))
    response.end(JSON.stringify({ state: { name: 'registered', document: { number: 43 } } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const captured = captureHost()
  await runProgram([...words, '--admin', `http://127.0.0.1:${port}`], captured.host)
  server.closeAllConnections()
  return { asked, ...captured }
}

const attributes = {
  fn: '9999078900001234',
  number: 43,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 7,
  receiptNumber: 1,
  at: 1_795_418_045,
}
const typed = ['--attributes', JSON.stringify(attributes)]

t.test('the options of the commands make one decision', async (t) => {
  const cases: readonly (readonly [words: readonly string[], decision: Decision])[] = [
    [['resolve', 'A', '--document', '43'], { kind: 'document', number: 43 }],
    [['resolve', 'A', '--not-printed'], { kind: 'not-printed' }],
    [['resolve', 'A', '--not-printed', '--attest'], { kind: 'not-printed', word: 'attested' }],
    [['resolve', 'A', '--not-printed', '--attest', '--gone'], { kind: 'not-printed', word: 'gone' }],
    [['resolve', 'A', ...typed], { kind: 'attributes', attributes, word: 'attested' }],
    [['resolve', 'A', ...typed, '--gone'], { kind: 'attributes', attributes, word: 'gone' }],
    [['release', 'A', '--print'], { kind: 'print' }],
    [['release', 'A', '--same-as', 'B'], { kind: 'same-as', uuid: 'B' }],
    [['cancel', 'A'], { kind: 'cancel' }],
    [['cancel', 'A', '--gone'], { kind: 'cancel', word: 'gone' }],
    [['confirm', 'A'], { kind: 'confirm' }],
  ]
  for (const [words, decision] of cases) {
    const { asked, stdout } = await run(t, [...words, '--by', 'Анна'])
    t.strictSame(asked, ['/api/receipts/A/decide', { by: 'Анна', decision }], words.join(' '))
    t.equal(stdout(), 'Решено: чек зарегистрирован, ФД 43.\n')
  }
})

t.test('options that make none, or two, are told so, and nothing is asked', async (t) => {
  const cases: readonly (readonly [words: readonly string[], text: RegExp])[] = [
    [['resolve', 'A'], /Укажите одно из трёх: --document, --not-printed или --attributes/],
    [['resolve', 'A', '--document', '43', '--not-printed'], /Укажите одно из трёх/],
    [['resolve', 'A', '--attributes', '{"fn":"9999078900001234"}'], /Реквизиты записаны неверно\. Пример/],
    [['resolve', 'A', '--attributes', '{'], /Реквизиты записаны неверно\. Пример/],
    [['release', 'A'], /Укажите одно: --print или --same-as/],
    [['release', 'A', '--print', '--same-as', 'B'], /Укажите одно: --print или --same-as/],
  ]
  for (const [words, text] of cases) {
    const { asked, stderr, exitCode } = await run(t, words)
    t.match(stderr(), text)
    t.equal(exitCode(), 1)
    t.strictSame(asked, [])
  }
})

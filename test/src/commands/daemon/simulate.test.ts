import t from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { spawnProgram } from '../../../bridge-process.ts'
import { captureHost } from '../capture-host.ts'

t.test('serves a register over TCP with its control API, and ends on SIGTERM', async (t) => {
  const words = ['simulate', '--tcp', '0', '--control', '0', '--data', t.testdir({}), '--fault', 'paper-out']
  const { child, line, finished, kill } = spawnProgram({ entry: 'src', words })
  t.teardown(() => kill())
  const [, , control = ''] = await line(/^simulated register: tcp (127\.0\.0\.1:\d+) control (\S+)$/)
  const state = await (await fetch(`${control}/state`)).json()
  t.match(state, { serial: '00106100000042', ffd: '1.2', conditions: ['paper-out'] })
  child.kill('SIGTERM')
  t.match(await finished, { code: 0, signal: null })
})

t.test('registers of a shop with several are told apart', async (t) => {
  const own = { serial: '00106100000043', fn: '9999000000000043' }
  const numbers = ['--serial', own.serial, '--fn', own.fn, '--inn', '500100732259']
  const words = [
    'simulate',
    '--tcp',
    '0',
    '--control',
    '0',
    '--data',
    t.testdir({}),
    ...numbers,
    '--tax-systems',
    '1,2',
  ]
  const { line, kill } = spawnProgram({ entry: 'src', words })
  t.teardown(() => kill())
  const [, , control = ''] = await line(/^simulated register: tcp (127\.0\.0\.1:\d+) control (\S+)$/)
  t.match(await (await fetch(`${control}/state`)).json(), own)
  t.match(await (await fetch(`${control}/documents`)).json(), [{ number: 1, tags: { 1062: 3 } }])
})

t.test('a wrong fault or model is told with what there is', async (t) => {
  const told = async (words: readonly string[]) => {
    const { host, stderr, exitCode } = captureHost({ cwd: t.testdir({}) })
    await runProgram(['simulate', '--tcp', '0', ...words], host)
    t.equal(exitCode(), 1)
    return stderr()
  }
  t.match(await told(['--fault', 'paper-gone']), /Неизвестный сбой «paper-gone»\. Есть: .*paper-out/)
  t.match(await told(['--model', 'X']), /Неизвестная модель «X»\. Есть: АТОЛ/)
  t.match(await told(['--serial', '42']), /столько цифр: 14/)
  t.match(await told(['--inn', '12345678901']), /столько цифр: 10 или 12/)
  t.match(await told(['--tax-systems', '3']), /Нужны числа из 1, 2, 4, 16, 32 через запятую/)
  t.match(await told(['--latency', 'soon']), /миллисекунд от 0 до 600000 или real/)
})

import t from 'tap'
import { runProgram } from '../../../src/commands/program.ts'
import { captureHost } from './capture-host.ts'

const commands = ['start', 'demo', 'simulate', 'status', 'receipts', 'bitrix24', 'vat', 'password']

t.test('help of every command is Russian, has an example and fits 80 columns', async (t) => {
  for (const words of [['--help'], ...commands.map((name) => [name, '--help'])]) {
    const { host, stdout, exitCode } = captureHost()
    await runProgram(words, host)
    const help = stdout()
    t.match(help, /Использование:[\s\S]*Параметры:[\s\S]*Примеры:\n {2}\$ fiscal-bridge/, words.join(' '))
    t.same(
      help.split('\n').filter((line) => line.length > 80),
      [],
      `${words.join(' ')}: no line over 80`,
    )
    t.equal(exitCode(), 0)
  }
})

t.test('the help of the program names every command', async (t) => {
  const { host, stdout } = captureHost()
  await runProgram(['--help'], host)
  for (const name of commands) t.match(stdout(), new RegExp(`^ {2}${name} `, 'm'))
})

t.test('mistakes of the command line are told in Russian', async (t) => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['strat'], /Нет такой команды: strat\.\nВозможно, имелось в виду start/],
    [['start', '--prot', '1'], /Нет такого параметра: --prot/],
    [['start', '--port', '70000'], /70000.*Нужно целое число от 0 до 65535/],
    [['start', '--port'], /не указано значение/],
    [['start', '--log-level', 'loud'], /loud.*не подходит\. Можно: trace, debug/],
  ]
  for (const [words, text] of cases) {
    const { host, stderr, exitCode } = captureHost()
    await runProgram(words, host)
    t.match(stderr(), text)
    t.equal(exitCode(), 1)
  }
})

t.test('the version', async (t) => {
  for (const word of ['--version', '-V']) {
    const { host, stdout, exitCode } = captureHost()
    await runProgram([word], host)
    t.match(stdout(), /^\d+\.\d+\.\d+\n$/)
    t.equal(exitCode(), 0)
  }
})

t.test('a refusal of the disk is told in Russian, with the place', async (t) => {
  const folder = t.testdir({ 'config.json': '{}', data: { 'install.json': '{}' } })
  const { host, stderr, exitCode } = captureHost({ cwd: folder })
  await runProgram(['backup', 'none/copy.tar.gz', '--data', 'data'], host)
  t.match(stderr(), /^Нет файла или папки .*none\/copy\.tar\.gz.* Проверьте путь\.\n$/)
  t.equal(exitCode(), 1)
})

t.test('no config: says how to make one, without a stack', async (t) => {
  const { host, stderr, exitCode } = captureHost()
  await runProgram(['start'], host)
  t.match(stderr(), /Файла настроек \/nowhere\/config\.json нет\. Скопируйте config\.example\.json/)
  t.notMatch(stderr(), / at /)
  t.equal(exitCode(), 1)
})

t.test('--verbose shows the cause', async (t) => {
  const { host, stderr } = captureHost()
  await runProgram(['start', '--verbose'], host)
  t.match(stderr(), /ENOENT/)
})

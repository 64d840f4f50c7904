import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { captureHost } from '../capture-host.ts'

const timeZone = 'Europe/Moscow'

const well = {
  id: 'kkm-1',
  numberKkm: '00106100000042',
  default: true,
  identity: { model: 'АТОЛ 77Ф', serial: '00106100000042', ffd: '1.2', fn: '9999078900001234' },
  status: {
    paper: 'present',
    cover: 'closed',
    shift: { state: 'open', number: 12 },
    fn: { expires: '2028-01-31' },
    ofd: { unsent: 0 },
  },
  receipts: {},
}

async function statusOf(t: Test, registers: readonly object[], words: readonly string[] = [], alarms?: object[]) {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ version: '1.2.3', timeZone, registers, alarms })),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const captured = captureHost()
  await runProgram(['status', '--admin', `http://127.0.0.1:${port}`, ...words], captured.host)
  server.closeAllConnections()
  return captured
}

t.test('all well', async (t) => {
  const { stdout, exitCode } = await statusOf(t, [well])
  t.match(stdout(), /fiscal-bridge 1\.2\.3/)
  t.match(stdout(), /Касса kkm-1, номер ККМ 00106100000042, по умолчанию/)
  t.match(stdout(), /Смена +№ 12, открыта\n.*Бумага +есть/)
  t.match(stdout(), /Состояние +работает/)
  t.equal(exitCode(), 0)
})

t.test('as JSON', async (t) => {
  const { stdout } = await statusOf(t, [well], ['--json'])
  t.same(JSON.parse(stdout()), { version: '1.2.3', timeZone, registers: [well] })
})

t.test('what needs a look is 1, what cannot sell is 2', async (t) => {
  const codeOf = async (change: object) => (await statusOf(t, [well, { ...well, ...change }])).exitCode()
  const { identity, status, ...unmet } = well
  t.equal(await codeOf({ status: { ...status, paper: 'low' } }), 1)
  t.equal(await codeOf({ receipts: { held: 1 } }), 1)
  t.equal(await codeOf({ status: { ...status, paper: 'out' } }), 2)
  t.equal(await codeOf({ status: { ...status, cover: 'open' } }), 2)
  t.equal(await codeOf({ receipts: { unresolved: 1 } }), 2)
  t.equal((await statusOf(t, [unmet])).exitCode(), 2)
})

t.test('alarms: blocking ones first, each with what to do, in 80 columns', async (t) => {
  const low = {
    name: 'paper-low',
    subject: 'kkm-1',
    blocking: false,
    text: 'В кассе кончается бумага: приготовьте рулон.',
  }
  const open = {
    name: 'unresolved',
    subject: '0J5'.padEnd(26, 'X'),
    blocking: true,
    text: 'Судьба чека неизвестна, касса ждёт решения: сверьте ленту кассы и выполните fiscal-bridge resolve.',
    detail: 'check|shop|1, 42.50 ₽',
  }
  const one = await statusOf(t, [well], [], [low])
  t.equal(one.exitCode(), 1)
  const both = await statusOf(t, [well], [], [low, open])
  t.equal(both.exitCode(), 2)
  t.match(both.stdout(), /!! unresolved 0J5X+\n +check\|shop\|1, 42\.50 ₽\n +Судьба[^!]+! {2}paper-low kkm-1\n/)
  for (const line of both.stdout().split('\n')) t.ok(line.length <= 80, line)
})

t.test('what the last start had to find out is told in a line, and only then', async (t) => {
  const shown = async (recovery: object) => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ version: '1', registers: [], recovery })),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    const { port } = server.address() as AddressInfo
    const { host, stdout } = captureHost()
    await runProgram(['status', '--admin', `http://127.0.0.1:${port}`], host)
    server.closeAllConnections()
    return stdout()
  }
  t.notMatch(await shown({ found: { accepted: 3 }, settled: {}, inDoubt: 0 }), /После запуска/)
  t.match(
    await shown({ found: { printing: 3 }, settled: { registered: 2, accepted: 1 }, inDoubt: 0 }),
    /^После запуска: чеков в работе было 3: зарегистрировано 2, будет напечатано 1$/m,
  )
  const long = await shown({
    found: { printing: 4 },
    settled: { registered: 1, refused: 1, unresolved: 1 },
    inDoubt: 1,
  })
  t.match(long.replaceAll('\n', ' '), /зарегистрировано 1, отклонено 1, требует решения 1, выясняется 1/)
  for (const line of long.split('\n')) t.ok(line.length <= 80, line)
})

t.test('trouble says what to do', async (t) => {
  const trouble = { code: 'NO_PAPER', text: 'Вставьте рулон.', since: '2026-11-23T10:00:00Z' }
  const { stdout, exitCode } = await statusOf(t, [{ ...well, trouble, receipts: { accepted: 2, printing: 1 } }])
  t.match(stdout(), /Чеки +ждут печати: 2, печатаются: 1/)
  t.match(stdout(), /Состояние +ждёт с 23\.11\.2026 13:00:00\n.*Что делать +Вставьте рулон\./)
  t.equal(exitCode(), 2)
})

t.test('the way to Bitrix24 and back is shown', async (t) => {
  const shown = async (portal: object) => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ version: '1', timeZone, registers: [], portal })),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const captured = captureHost()
    const { port } = server.address() as AddressInfo
    await runProgram(['status', '--admin', `http://127.0.0.1:${port}`], captured.host)
    server.close()
    return captured.stdout()
  }
  const failure = 'в соединении отказано'
  const down = await shown({ owed: 3, tunnel: { reachable: 'no', misses: 7, failure } })
  t.match(down, /Туннель +мост не виден снаружи: в соединении отказано\n/)
  t.match(down, /Обращался +после запуска моста ещё нет\n.*Результаты +ещё не переданы: 3\n/)
  const up = await shown({ heardAt: '2026-11-23T10:00:00Z', owed: 0, tunnel: { reachable: 'yes', misses: 0 } })
  t.match(up, /мост виден снаружи\n.*23\.11\.2026 13:00:00\n.*переданы все/)
  t.match(await shown({ tunnel: { reachable: 'yes', misses: 1, failure } }), /не прошло: 1: в соединении/)
})

t.test('nobody answers: says so', async (t) => {
  const { host, stderr, exitCode } = captureHost()
  await runProgram(['status', '--admin', 'http://127.0.0.1:1'], host)
  t.match(stderr(), /Мост не отвечает по адресу http:\/\/127\.0\.0\.1:1\. Запустите его/)
  t.equal(exitCode(), 2, 'without a bridge nothing can be sold')
})

t.test('the address comes from the settings, or is the default one', async (t) => {
  const asked = async (words: readonly string[], cwd: string) => {
    const { host, stderr } = captureHost({ cwd })
    await runProgram(['status', ...words], host)
    return stderr()
  }
  const folder = t.testdir({ 'config.json': '{"admin": {"host": "::", "port": 2}}' })
  t.match(await asked([], folder), /http:\/\/\[::1\]:2/)
  t.match(await asked(['--config', 'none.json'], folder), /none\.json нет/)
  t.match(await asked(['--admin', 'nonsense'], folder), /не годится/)
})

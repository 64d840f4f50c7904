import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { systemClock } from '../../../../drivers/clock.ts'
import { systemFiles } from '../../../../drivers/files.ts'
import { silentLog } from '../../../../drivers/log.ts'
import { type Simulation, simulate } from '../../../../drivers/simulator/simulate.ts'
import { runProgram } from '../../../../src/commands/program.ts'
import { captureHost } from '../capture-host.ts'

const example = JSON.parse(readFileSync('config.example.json', 'utf8')) as Record<string, unknown>

async function examine(t: Test, config: string, words: readonly string[] = []) {
  const cwd = mkdtempSync(join(tmpdir(), 'doctor-'))
  t.teardown(() => rmSync(cwd, { recursive: true }))
  writeFileSync(join(cwd, 'config.json'), config)
  mkdirSync(join(cwd, 'data'))
  const captured = captureHost({
    cwd,
    clock: systemClock,
    env: {},
    modeOf: async () => 0o40700,
    run: async () => ({ code: 127, stdout: '', stderr: '' }),
  })
  await runProgram(['doctor', ...words], captured.host)
  return captured
}

async function register(t: Test, inn: string, folder = t.testdir()): Promise<Simulation> {
  const simulation = await simulate({
    tcp: 0,
    folder,
    files: systemFiles,
    clock: systemClock,
    log: silentLog,
    zone: 'Europe/Moscow',
    inn,
    protocol: 'v3',
    random: (size) => new Uint8Array(size),
  })
  t.teardown(() => simulation.close())
  return simulation
}

const shop = (port: number | undefined, adminPort = 1): string =>
  JSON.stringify({
    ...example,
    admin: { host: '127.0.0.1', port: adminPort },
    bitrix24: {
      secret: 'a-secret-of-its-own',
      login: 'shop-bridge',
      password: 'a-password-of-its-own',
      inn: '7707083893',
      vat: { '7': '22', '4': '10' },
      advanceVat: '22/122',
    },
    registers: [
      {
        id: 'kkm-1',
        taxSystem: 1,
        timeZone: 'Europe/Moscow',
        connection: { type: 'tcp', host: '127.0.0.1', port, protocol: 'v3' },
      },
    ],
  })

t.test('without the daemon: looks at the register itself and prints nothing on it', async (t) => {
  const folder = t.testdir()
  const { tcpPort } = await register(t, '7707083893', folder)
  const before = readFileSync(`${folder}/fiscal-memory.bin`)
  const { stdout, exitCode } = await examine(t, shop(tcpPort))
  t.same(readFileSync(`${folder}/fiscal-memory.bin`), before)
  t.match(stdout(), /да {3}Касса kkm-1: касса отвечает: АТОЛ 77Ф/)
  t.match(stdout(), /да {3}Касса kkm-1: ставки НДС есть в таблице налогов кассы/)
  t.match(stdout(), / – {3}Касса kkm-1: чего не умеет: маркированный товар на ФФД 1\.2, чеки\s+коррекции\n/)
  t.match(stdout(), / \? {3}Мост запущен: не отвечает\n {5}→ Запустите его/)
  t.match(stdout(), /Препятствий для работы нет\./)
  t.equal(exitCode(), 0)
  for (const line of stdout().split('\n')) t.ok(line.length <= 80 || line.includes('/'), line)
})

t.test("somebody else's register", async (t) => {
  const { tcpPort } = await register(t, '7702691545')
  const { stdout, exitCode } = await examine(t, shop(tcpPort))
  t.match(stdout(), /НЕТ {2}Касса kkm-1: касса исправна и готова печатать: wrong-register:\s+ИНН кассы\s+7702691545/)
  t.equal(exitCode(), 1)
})

t.test('no register there', async (t) => {
  const { stdout, exitCode } = await examine(t, shop(1), ['--json'])
  const findings = JSON.parse(stdout()) as { title: string; verdict: string; mend?: string }[]
  t.match(
    findings.find(({ title }) => title === 'Касса kkm-1: касса отвечает'),
    { verdict: 'no', mend: /fiscal-bridge registers/ },
  )
  t.equal(exitCode(), 1)
})

/** A bridge that answers so. */
async function answering(t: Test, status: number, body: object): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

t.test('a bridge that refuses to answer holds the register: nobody else asks it', async (t) => {
  const { tcpPort } = await register(t, '7707083893')
  const { stdout } = await examine(t, shop(tcpPort, await answering(t, 401, { error: 'Нужен пароль.' })))
  t.match(stdout(), / \? {3}Мост запущен: Нужен пароль\./)
  t.match(stdout(), / – {3}Касса kkm-1: касса отвечает: кассу держит мост/)
})

/** What a daemon says of a register that it has met. */
const met = {
  id: 'kkm-1',
  identity: {
    model: 'АТОЛ 77Ф',
    serial: '00106100000042',
    firmware: '3.0.9215',
    ffd: '1.2',
    fn: '9999078900001234',
    registrationNumber: '0000000001047291',
    inn: '7707083893',
    taxSystems: [1],
    vatRates: ['22', '10', '22/122'],
  },
  status: {
    clock: new Date().toISOString(),
    clockDriftMs: 0,
    paper: 'present',
    cover: 'closed',
    printer: [],
    shift: { state: 'open', number: 7, openedAt: new Date().toISOString() },
    receiptOpen: false,
    cash: '1500.50',
    fn: { number: '9999078900001234', fiscal: true, expires: '2099-01-31', warnings: [], lastDocument: 42 },
    ofd: { unsent: 0 },
  },
}

t.test('a register that the daemon does not hear now is not there, whatever was seen of it before', async (t) => {
  const told = async (trouble?: object) => {
    const body = { version: '1.2.3', registers: [{ ...met, ...(trouble && { trouble }) }] }
    return (await examine(t, shop(1, await answering(t, 200, body)))).stdout()
  }
  t.match(await told(), /да {3}Касса kkm-1: касса исправна и готова печатать/)
  for (const code of ['LINK_LOST', 'PORT_BUSY', 'TIMEOUT', 'PROTOCOL']) {
    t.match(await told({ code, text: 'Вот почему.' }), /НЕТ {2}Касса kkm-1: касса отвечает: Вот почему/, code)
  }
  const paper = await told({ code: 'NO_PAPER', text: 'Нет бумаги.' })
  t.match(paper, /да {3}Касса kkm-1: касса отвечает/)
  t.match(paper, /НЕТ {2}Касса kkm-1: касса исправна и готова печатать: register-trouble/)
})

t.test('settings that cannot be used end it', async (t) => {
  const { stdout, exitCode } = await examine(t, '{"registers": []}')
  t.match(stdout(), /НЕТ {2}Настройки читаются и верны: /)
  t.match(stdout(), /Нужно исправить: 1\./)
  t.equal(exitCode(), 1)
})

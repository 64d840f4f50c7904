import t from 'tap'
import { type Files, systemFiles } from '../../../drivers/files.ts'
import { OperatorError } from '../../../src/base/operator-error.ts'
import { bitrixDefaults } from '../../../src/config/bitrix-settings.ts'
import { ConfigError } from '../../../src/config/config-error.ts'
import { type ConfigSources, loadConfig } from '../../../src/config/load.ts'
import { movedSettingsWarning } from '../../../src/config/moved-settings.ts'

const missing = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })

const holding = (contents: Readonly<Record<string, string>>): Files => ({
  ...systemFiles,
  async readFile(path) {
    const text = contents[path]
    if (text === undefined) throw missing(path)
    return Buffer.from(text)
  },
})

const good = {
  bitrix24: { secret: 'k3Jx9vQ2', login: 'shop', password: 'long-password', inn: '7707083893', vat: { '1': 'none' } },
  registers: [{ id: 'kkm-1', taxSystem: 1, connection: { type: 'tcp', host: '10.0.0.5' } }],
}

const sources = (files: Readonly<Record<string, string>>, more: Partial<ConfigSources> = {}): ConfigSources => ({
  files: holding(files),
  modeOf: async () => 0o600,
  env: {},
  timeZone: 'Asia/Omsk',
  ...more,
})

const load = (value: unknown, more: Partial<ConfigSources> = {}, others: Readonly<Record<string, string>> = {}) =>
  loadConfig('/etc/bridge/config.json', sources({ '/etc/bridge/config.json': JSON.stringify(value), ...others }, more))

async function problemsOf(value: unknown, more?: Partial<ConfigSources>, others?: Readonly<Record<string, string>>) {
  try {
    await load(value, more, others)
  } catch (error) {
    if (error instanceof ConfigError) return new Map(error.problems.map(({ path, text }) => [path, text]))
    throw error
  }
  return new Map<string, string>()
}

t.test('fills in what the file does not say', async (t) => {
  const config = await load(good)
  t.match(config, {
    public: { host: '127.0.0.1', port: 8080 },
    admin: { host: '127.0.0.1', port: 8081 },
    data: '/etc/bridge/data',
    logLevel: 'info',
    bitrix24: { ...bitrixDefaults, ...good.bitrix24 },
  })
  t.match(config.registers, [
    {
      default: false,
      traits: { taxSystem: 1, markTag: 1192 },
      timeZone: 'Asia/Omsk',
      connection: { host: '10.0.0.5', port: 5555, protocol: 'v3' },
    },
  ])
})

t.test('a receipt that waited a day needs a person, unless the file says otherwise', async (t) => {
  t.equal((await load(good)).receipts.maxWaitMs, 24 * 60 * 60 * 1000)
  t.equal((await load({ ...good, receipts: { lostAnswer: 'print' } })).receipts.maxWaitMs, 24 * 60 * 60 * 1000)
  t.equal((await load({ ...good, receipts: { maxWaitHours: 2 } })).receipts.maxWaitMs, 2 * 60 * 60 * 1000)
})

t.test('keeps what the file says', async (t) => {
  const config = await load({
    ...good,
    public: { port: 9000 },
    data: '/var/lib/bridge',
    bitrix24: { ...good.bitrix24, advanceVat: '22/122', internet: { place: 'https://shop.example.ru' } },
    registers: [
      {
        ...good.registers[0],
        timeZone: 'Europe/Samara',
        markTag: 1084,
        cashier: { name: 'Иванова' },
        connection: { type: 'serial', path: '/dev/ttyACM0' },
      },
    ],
  })
  t.match(config.public, { host: '127.0.0.1', port: 9000 })
  t.equal(config.data, '/var/lib/bridge')
  t.match(config.bitrix24, { advanceVat: '22/122', internet: { place: 'https://shop.example.ru' } })
  t.strictSame(config.registers, [
    {
      id: 'kkm-1',
      default: false,
      timeZone: 'Europe/Samara',
      shift: { maxAgeMs: 85_800_000 },
      connection: { type: 'serial', path: '/dev/ttyACM0', baudRate: 115_200, protocol: 'v3' },
      traits: { taxSystem: 1, markTag: 1084, cashier: { name: 'Иванова' } },
    },
  ])
})

t.test('the protocol is read from its old place too, and said to have moved', async (t) => {
  const [register] = good.registers
  const registers = (old: object, connection: object) => ({
    ...good,
    registers: [{ ...register, ...old, connection: { ...register?.connection, ...connection } }],
  })
  for (const [old, connection] of [
    [{ protocol: 'v2' }, {}],
    [{}, { protocol: 'v2' }],
    [{ protocol: 'v2' }, { protocol: 'v2' }],
  ] as const) {
    const config = await load(registers(old, connection))
    t.match(config.registers, [{ connection: { protocol: 'v2' } }])
    const warning = movedSettingsWarning(config)
    if ('protocol' in old) t.match(warning, /registers\[0\]\.protocol теперь registers\[0\]\.connection\.protocol/)
    else t.equal(warning, undefined)
  }
  const problems = await problemsOf(registers({ protocol: 'v2' }, { protocol: 'v3' }))
  t.strictSame([...problems.keys()], ['registers[0].protocol'])
  t.match(problems.get('registers[0].protocol'), /v2.*connection\.protocol.*v3/)
})

t.test('the example file is a good one', async (t) => {
  const config = await loadConfig('config.example.json', sources({}, { files: systemFiles }))
  t.match(config.registers, [{ numberKkm: '00106100000042', default: true, connection: { type: 'simulated' } }])
  t.match(config.bitrix24, {
    secret: 'demo',
    login: 'shop-bridge',
    password: 'demo-secret-1',
    inn: '7707083893',
    advanceVat: '22/122',
  })
})

t.test('a simulated register beside a real one is refused', async (t) => {
  const simulated = { id: 'kkm-2', taxSystem: 1, numberKkm: '2', connection: { type: 'simulated' } }
  const [real] = good.registers
  const problems = await problemsOf({ ...good, registers: [{ ...real, numberKkm: '1' }, simulated] })
  t.strictSame([...problems.keys()], ['registers[1].connection.type'])
  t.match(problems.get('registers[1].connection.type'), /симулятор.*TEST/)
  await load({ ...good, registers: [{ ...simulated, id: 'kkm-1', numberKkm: '1' }, simulated] })
})

t.test('names every problem at once, with an example', async (t) => {
  const problems = await problemsOf({
    public: { port: '8080' },
    admin: 5,
    datum: './data',
    bitrix24: {
      ...good.bitrix24,
      login: undefined,
      pasword: 'x',
      inn: '12',
      vat: { '1': 'none', seven: '22', '7': '21' },
    },
    registers: [
      { id: 'Касса 1', taxSystem: 3, connection: { type: 'usb' } },
      { id: 'kkm-2', taxSystem: 2, connection: { type: 'tcp', port: 70000 } },
    ],
  })
  t.match(problems.get('public.port'), /указано "8080".*от 0 до 65535.*Пример: 8080/)
  t.match(problems.get('admin'), /указано 5/)
  t.match(problems.get('datum'), /такой настройки нет.*data/)
  t.match(problems.get('bitrix24.login'), /не задано.*Пример: "shop-bridge"/)
  t.match(problems.get('bitrix24.pasword'), /имелось в виду password/)
  t.match(problems.get('bitrix24.inn'), /10 или 12 цифр/)
  t.match(problems.get('bitrix24.vat.seven'), /ключ/)
  t.match(problems.get('bitrix24.vat.7'), /указано "21"/)
  t.match(problems.get('registers[0].id'), /Пример: "kkm-1"/)
  t.match(problems.get('registers[0].taxSystem'), /1055/)
  t.match(problems.get('registers[0].connection.type'), /"simulated", "tcp", "serial"/)
  t.match(problems.get('registers[1].connection.host'), /не задано/)
  t.match(problems.get('registers[1].connection.port'), /указано 70000/)
  t.equal(problems.size, 13)
})

t.test('a secret that does not fit is not shown', async (t) => {
  const problems = await problemsOf({ ...good, bitrix24: { ...good.bitrix24, secret: 'не латиница' } })
  t.match(problems.get('bitrix24.secret'), /не подходит/)
  t.notMatch(problems.get('bitrix24.secret'), /не латиница/)
})

t.test('settings that contradict each other', async (t) => {
  const register = good.registers[0]
  const problems = await problemsOf({
    ...good,
    registers: [
      { ...register, numberKkm: '1', default: true },
      { ...register, numberKkm: '1', default: true, timeZone: 'Mars/Olympus' },
      { ...register, id: 'kkm-3' },
    ],
  })
  t.same([...problems.keys()].sort(), [
    'registers[1].connection',
    'registers[1].default',
    'registers[1].id',
    'registers[1].numberKkm',
    'registers[1].timeZone',
    'registers[2].connection',
    'registers[2].numberKkm',
  ])
})

t.test('secrets come from a file, the environment, or the settings, and from one place only', async (t) => {
  const { secret, password, ...rest } = good.bitrix24
  const elsewhere = { ...good, bitrix24: { ...rest, secretFile: 'secret.txt' } }
  const env = { FISCAL_BRIDGE_PASSWORD: password }
  const file = { '/etc/bridge/secret.txt': `${secret}\n` }
  t.match((await load(elsewhere, { env }, file)).bitrix24, { secret, password })

  t.match(
    (await problemsOf(elsewhere, { env, modeOf: async () => 0o644 }, file)).get('bitrix24.secretFile'),
    /chmod 600/,
  )
  t.match((await problemsOf(elsewhere, { env })).get('bitrix24.secretFile'), /ENOENT/)
  t.match((await problemsOf(elsewhere, {}, file)).get('bitrix24.password'), /не задано.*FISCAL_BRIDGE_PASSWORD/)
  t.match((await problemsOf(good, { env })).get('bitrix24.password'), /в нескольких местах/)
  const cut = { ...good, bitrix24: { ...good.bitrix24, password: 'scrypt$zzz' } }
  t.match((await problemsOf(cut)).get('bitrix24.password'), /хеш записан неверно/)
})

t.test('the webhook comes from a file of its owner or the environment, never from config.json', async (t) => {
  const webhook = 'https://shop.bitrix24.ru/rest/1/abcdef0123456789/'
  const withFile = { ...good, bitrix24: { ...good.bitrix24, webhookFile: 'hook.txt' } }
  const file = { '/etc/bridge/hook.txt': `${webhook}\n` }
  t.equal((await load(good)).bitrix24.webhook, undefined)
  t.equal((await load(withFile, {}, file)).bitrix24.webhook, webhook)
  t.equal((await load(good, { env: { FISCAL_BRIDGE_WEBHOOK: webhook } })).bitrix24.webhook, webhook)
  const at = 'bitrix24.webhookFile'
  t.match((await problemsOf(withFile, { modeOf: async () => 0o644 }, file)).get(at), /chmod 600/)
  t.match((await problemsOf(withFile, {}, { '/etc/bridge/hook.txt': 'https://x' })).get(at), /не адрес вебхука/)
  t.match((await problemsOf(withFile, { env: { FISCAL_BRIDGE_WEBHOOK: webhook } }, file)).get(at), /в двух местах/)
})

t.test('a file that is not JSON says where', async (t) => {
  const broken = loadConfig('c.json', sources({ 'c.json': '{\n  "public": { "port": 8080 \n  "data": "./data"\n}' }))
  await t.rejects(broken, { name: 'ConfigError', message: /строка 3.*CommaExpected/ })
})

t.test('comments are welcome', async (t) => {
  const text = `// shop\n${JSON.stringify(good)}`
  t.equal((await loadConfig('c.json', sources({ 'c.json': text }))).bitrix24.login, 'shop')
})

t.test('a missing file says how to make one', async (t) => {
  await t.rejects(
    loadConfig('none.json', sources({})),
    new OperatorError('Файла настроек none.json нет. Скопируйте config.example.json под этим именем и впишите своё.'),
  )
})

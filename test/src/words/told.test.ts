import t, { type Test } from 'tap'
import { atolErrors } from '../../../drivers/atol/errors.ts'
import { registerErrors } from '../../../drivers/register-error.ts'
import type { Language } from '../../../src/base/language.ts'
import { messages } from '../../../src/bitrix24/texts/messages.ts'
import type { UnreadableCause } from '../../../src/public/endpoints.ts'
import { shopConfig } from '../../chaos/config.ts'
import { diskError } from '../../memory-disk.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { buildForm, type PhpMap, type PhpValue } from '../bitrix24/php-form.ts'
import { Stage } from '../stage.ts'
import { strayIn } from './in-language.ts'

/** Everything that Bitrix24 can be told of a refusal, of a shop whose data are written in Latin letters. */
const languages = ['ru', 'en'] as const

const { bitrix24 } = shopConfig('v3')

interface Answer {
  readonly UUID?: string
  readonly ERRORS?: readonly string[]
  readonly STATUS?: string
  readonly ERROR?: string
}

const item = (change: PhpMap = {}): PhpMap => ({
  name: 'Tea',
  price: 100,
  sum: 200,
  quantity: 2,
  vat: 7,
  payment_object: 'commodity',
  payment_method: 'full_payment',
  ...change,
})

const credentials = (change: { login?: string; password?: string; inn?: string; mode?: string } = {}): PhpMap => {
  const { login, password, inn, mode } = { ...bitrix24, mode: 'ACTIVE', ...change }
  return { AUTH: { LOGIN: login, PASSWORD: password }, COMPANY: { INN: inn }, INTERACTION: { MODE: mode } }
}

/** A number that goods may have. */
const gtin = '04607201234560'
const paid = (...payments: readonly (readonly [type: string, sum: number])[]): PhpMap[] =>
  payments.map(([type, sum]) => ({ type, sum }))

let checks = 0

/** A sale of a single line, and what a test changes of it. */
function sale(change: PhpMap = {}, line: PhpMap = {}): PhpMap {
  checks += 1
  return {
    type: 'sell',
    uuid: `check|shop.example.ru|${checks}`,
    items: [item({ name: `Tea ${checks}`, ...line })],
    payments: [{ type: 'cash', sum: (line['sum'] ?? 200) as PhpValue }],
    total_sum: (line['sum'] ?? 200) as PhpValue,
    number_kkm: '',
    client_email: 'buyer@example.ru',
    cashbox_params: credentials(),
    ...change,
  }
}

type World = Pick<VirtualShop, 'bridge' | 'clock'>

const requestOf = (payload: string | Buffer, urlSecret: string = bitrix24.secret) => ({
  urlSecret,
  body: Buffer.from(payload),
  source: '127.0.0.1',
})

async function post(
  { bridge, clock }: World,
  payload: string | Buffer,
  path: 'print' | 'check' = 'print',
): Promise<Answer> {
  return JSON.parse(await clock.run(bridge.endpoints[path](requestOf(payload)))) as Answer
}

/** What the listener answers by itself. */
const unread =
  (cause: UnreadableCause) =>
  async ({ bridge }: World): Promise<Answer> =>
    JSON.parse(bridge.endpoints.unreadable[cause]) as Answer

/** At this moment: time forgives wrong secrets. */
const guess = async ({ bridge }: World): Promise<Answer> =>
  JSON.parse(await bridge.endpoints.print(requestOf('a=1', 'a-guess'))) as Answer

const send = (shop: World, data: PhpMap): Promise<Answer> => post(shop, Buffer.from(buildForm(data), 'latin1'))

async function open(t: Test, language: Language, change: Partial<typeof bitrix24> = {}): Promise<VirtualShop> {
  const shop = await VirtualShop.open({ bitrix24: { ...bitrix24, language, ...change } })
  t.teardown(() => shop.stop())
  await shop.clock.advance(2_000)
  return shop
}

/** Requests that are refused, by the code of the refusal. */
const requests: Readonly<Record<string, (shop: World) => Promise<Answer>>> = {
  'B24-101': (shop) => post(shop, ''),
  'B24-102': (shop) => post(shop, 'a=%4'),
  'B24-103': (shop) => post(shop, `items${'[a]'.repeat(200)}=1`),
  'B24-104': (shop) => post(shop, Array.from({ length: 60_000 }, (_, at) => `a${at}=`).join('&')),
  'B24-105': (shop) => post(shop, 'uuid=1&uuid=2'),
  'B24-106': unread('tooLarge'),
  'B24-107': unread('unknownPath'),
  'B24-108': unread('busy'),
  'B24-201': guess,
  'B24-202': (shop) => send(shop, sale({ cashbox_params: credentials({ login: '' }) })),
  'B24-203': (shop) => send(shop, sale({ cashbox_params: credentials({ password: 'another' }) })),
  'B24-204': (shop) => send(shop, sale({ cashbox_params: credentials({ inn: '' }) })),
  'B24-205': (shop) => send(shop, sale({ cashbox_params: credentials({ inn: '7702691545' }) })),
  'B24-206': (shop) => send(shop, sale({ cashbox_params: credentials({ mode: 'LIVE' }) })),
  'B24-207': (shop) => send(shop, sale({ number_kkm: '00000000000000' })),
  async 'B24-208'(shop) {
    for (let count = 0; count < 10; count += 1) await guess(shop)
    return guess(shop)
  },
  'B24-301': (shop) => send(shop, sale({}, { name: '' })),
  'B24-302': (shop) => send(shop, sale({}, { name: ['x'] })),
  'B24-303': (shop) => send(shop, sale({}, { supplier_info: 'x' })),
  'B24-304': (shop) => send(shop, sale({}, { name: Uint8Array.of(0xd0) })),
  'B24-305': (shop) => send(shop, sale({}, { name: 'x'.repeat(1001) })),
  'B24-306': (shop) => send(shop, sale({}, { price: 'much' })),
  'B24-307': (shop) => send(shop, sale({}, { price: -1 })),
  'B24-309': (shop) => send(shop, sale({}, { price: 1e10 })),
  'B24-310': (shop) => send(shop, sale({}, { quantity: 1.0005 })),
  'B24-311': (shop) => send(shop, sale({}, { quantity: 0 })),
  'B24-312': (shop) => send(shop, sale({ items: Array.from({ length: 1001 }, () => item()) })),
  'B24-313': (shop) => send(shop, sale({ type: 'gift' })),
  'B24-314': (shop) => send(shop, sale({}, { currency: 'USD' })),
  'B24-315': (shop) => send(shop, sale({ payments: paid(['sbp', 200]) })),
  'B24-401': (shop) => send(shop, sale({ payments: [{ type: 'cash', sum: 1 }] })),
  'B24-402': (shop) => send(shop, sale({ total_sum: 1 })),
  'B24-403': (shop) => send(shop, sale({}, { price: 1 })),
  'B24-501': (shop) => send(shop, sale({}, { vat: 99 })),
  'B24-502': (shop) => send(shop, sale({}, { vat: 5 })),
  'B24-503': (shop) => send(shop, sale({}, { vat: 3 })),
  'B24-601': (shop) => send(shop, sale({}, { payment_object: 'commodity_marking' })),
  'B24-602': (shop) => send(shop, sale({}, { payment_object: 'commodity_marking', marking_code: `01${gtin}21abc` })),
  'B24-603': (shop) => send(shop, sale({}, { supplier_info: { name: 'Supplier', inn: '12' } })),
  'B24-605': (shop) => send(shop, sale({ type: 'credit' }, { payment_method: 'credit' })),
  'B24-606': (shop) =>
    send(shop, sale({ type: 'prepayment', payments: paid(['credit', 200]) }, { payment_method: 'prepayment' })),
  'B24-607': (shop) =>
    send(
      shop,
      sale({
        items: [item(), item({ payment_method: 'credit' })],
        payments: paid(['cash', 150], ['credit', 250]),
        total_sum: 400,
      }),
    ),
  'B24-608': (shop) =>
    send(shop, sale({ type: 'advancepayment', payments: paid(['advance', 200]) }, { payment_method: 'advance' })),
  'B24-609': (shop) => send(shop, sale({ type: 'prepayment' })),
  'B24-612': (shop) => send(shop, sale({}, { marking_code: '010460720123456121abc' })),
  'B24-613': (shop) =>
    send(
      shop,
      sale({}, { marking_code: `01${gtin}21abc`, nomenclature_code: Buffer.from('DM\x04\x30\x61\x07\x52\x05abc') }),
    ),
  'B24-704': (shop) => send(shop, sale({}, { name: '\u6f22\u5b57' })),
}

/** Those that want a shop of their own, below. */
const others = ['B24-604', 'B24-610', 'B24-611', 'B24-701', 'B24-703', 'B24-705']

t.test('every code of a refused PRINT is provoked here', async (t) => {
  t.strictSame(
    [...Object.keys(requests), ...others].sort(),
    Object.values(messages).map(({ code }) => code),
  )
})

function isRefusedIn(t: Test, { ERRORS = [] }: Answer, language: Language, code: string): void {
  t.match(ERRORS[0], new RegExp(`^${code} `), code)
  for (const text of ERRORS) t.equal(strayIn(text, language), undefined, code)
}

async function accepted(shop: World, data: PhpMap): Promise<string> {
  const answer = await send(shop, data)
  if (answer.UUID === undefined) throw new Error(JSON.stringify(answer))
  return answer.UUID
}

function isErrorIn(t: Test, answer: Answer, language: Language, what: string): void {
  t.equal(answer.STATUS, 'ERROR', what)
  t.equal(strayIn(answer.ERROR ?? '', language), undefined, what)
}

for (const language of languages) {
  t.test(`PRINT is refused in the language of the portal: ${language}`, async (t) => {
    const vat = { ...bitrix24.vat, '3': '20', '5': '18' } as const
    const shop = await open(t, language, { vat })
    for (const [code, request] of Object.entries(requests)) isRefusedIn(t, await request(shop), language, code)
    const electronic = await open(t, language, { electronicOnly: true })
    isRefusedIn(t, await send(electronic, sale({ client_email: '' })), language, 'B24-604')
    const online = await open(t, language, { internet: { place: 'https://shop.example.ru', withoutContact: 'refuse' } })
    isRefusedIn(t, await send(online, sale({ client_email: 'a@b,ru' })), language, 'B24-610')
    const older = await Stage.open({
      config: (same) => ({ ...same, bitrix24: { ...bitrix24, language } }),
      simulator: { ffd: '1.05' },
    })
    t.teardown(() => older.stop())
    await older.clock.advance(60_000)
    isRefusedIn(t, await send(older, sale({}, { marking_code: 'x' })), language, 'B24-611')
  })

  t.test(`so are those of a failing disk: ${language}`, async (t) => {
    const stage = await Stage.open({
      config: (same) => ({ ...same, bitrix24: { ...bitrix24, language } }),
      simulator: { fn: '8710000100000001' },
    })
    t.teardown(() => stage.stop())
    stage.onDisk = (operation) => {
      if (operation === 'write') throw diskError('ENOSPC')
    }
    isRefusedIn(t, await send(stage, sale()), language, 'B24-701')
    stage.onDisk = (operation, path) => {
      if (operation === 'syncFolder' && path === '/data/open') throw diskError('EIO')
    }
    isRefusedIn(t, await send(stage, sale()), language, 'B24-705')
    // The simulated register of tests cannot be made.
    stage.onDisk = () => {
      throw diskError('EIO')
    }
    isRefusedIn(t, await send(stage, sale({ cashbox_params: credentials({ mode: 'TEST' }) })), language, 'B24-703')
    stage.onDisk = () => undefined
  })

  t.test(`CHECK tells in the language of the portal what the register refused: ${language}`, async (t) => {
    const shop = await open(t, language)
    for (const [byte, { key, registerCode }] of Object.entries(atolErrors)) {
      if (registerErrors[registerCode].remedy !== 'refuse') continue
      shop.register.control.addFault(`error@EB:${Number(byte).toString(16).toUpperCase().padStart(2, '0')}`)
      const uuid = await accepted(shop, sale())
      await shop.until(uuid, 'refused')
      t.match(await shop.record(uuid), { state: { code: registerCode } })
      isErrorIn(t, await shop.check(uuid), language, key)
      shop.register.control.clearFaults()
    }
  })

  t.test(`and what it would never take: ${language}`, async (t) => {
    const shop = await open(t, language)
    await shop.stop()
    shop.register.control.cable('out')
    await shop.boot()
    const uuid = await accepted(shop, sale({}, { name: '\u6f22\u5b57' }))
    shop.register.control.cable('in')
    t.match(await shop.until(uuid, 'refused'), { state: { code: 'NOT_SUPPORTED' } })
    isErrorIn(t, await shop.check(uuid), language, 'objection')
  })

  t.test(`a test receipt whose register became a real one: ${language}`, async (t) => {
    const shop = await open(t, language)
    shop.register.control.paper('out')
    const uuid = await accepted(shop, sale({ cashbox_params: credentials({ mode: 'TEST' }) }))
    shop.register.control.power('off')
    await shop.newRegister('/real', { fn: '8710000100000001' })
    t.match(await shop.until(uuid, 'refused'), { state: { code: 'NOT_SUPPORTED' } })
    isErrorIn(t, await shop.check(uuid), language, 'test mode')
  })

  t.test(`what people decided: ${language}`, async (t) => {
    const shop = await open(t, language)
    shop.register.control.paper('out')
    const original = sale({}, { name: 'Coffee' })
    const first = await accepted(shop, original)
    const second = await accepted(shop, sale({}, { name: 'Coffee' }))
    t.equal((await shop.decide(second, { kind: 'same-as', uuid: first })).status, 200)
    t.equal((await shop.decide(first, { kind: 'cancel' })).status, 200)
    isErrorIn(t, await shop.check(first), language, 'cancelled')
    await accepted(shop, { ...original, items: [item({ name: 'Milk' })] })
    isErrorIn(t, await shop.check(second), language, 'a second name of other goods')
  })

  t.test(`that a person found it nowhere: ${language}`, async (t) => {
    const shop = await open(t, language)
    shop.register.control.addFault('power-cut@4A:before-commit')
    const lost = await accepted(shop, sale())
    await shop.until(lost, 'printing')
    await shop.clock.advance(4_000)
    await shop.clock.run(shop.foreignSale('200.00'))
    await shop.until(lost, 'unresolved')
    t.equal((await shop.decide(lost, { kind: 'not-printed' })).status, 200)
    isErrorIn(t, await shop.check(lost), language, 'not printed')
  })
}

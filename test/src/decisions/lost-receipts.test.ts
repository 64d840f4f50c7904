import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale } from '../lane/restored-shop.ts'

const torn = '{"format":1,"rev'
const openFile = (uuid: string): string => `/data/open/${uuid}.json`

/** The daemon's next life, in which the records cannot be read any more; what the fiscal memory holds was looked at long ago. */
async function lose(shop: VirtualShop, uuids: readonly string[], memories: Record<string, number> = {}): Promise<void> {
  await shop.stop()
  for (const uuid of uuids) await shop.disk.mount().writeFile(openFile(uuid), torn, true)
  const last = shop.register.documents().at(-1)
  const highWater = { ...memories, ...(last !== undefined && { [last.fn]: last.number }) }
  await shop.disk.mount().writeFile('/data/claims.json', JSON.stringify({ highWater, orphans: {}, byPerson: {} }), true)
  await shop.boot()
}

/** A receipt that was accepted and never printed. */
async function waiting(shop: VirtualShop, check: string): Promise<string> {
  shop.register.control.cable('out')
  const uuid = await shop.print(check)
  return uuid
}

async function sold(shop: VirtualShop, check: string): Promise<string> {
  const uuid = await shop.print(check)
  await shop.until(uuid, 'registered')
  return uuid
}

t.test('a lost receipt gets its document back, however long ago it was printed', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await sold(shop, 'check|p|1')
  const [own] = shop.receipts()
  for (let count = 0; count < 600; count += 1) await shop.clock.run(shop.foreignSale('10.00'))
  shop.cableMs = 100
  await lose(shop, [uuid])
  const early = await shop.decide(uuid, { kind: 'not-printed' })
  t.equal(early.status, 409)
  t.match(early.body['error'], /ещё ищет чек в накопителе \d+: прочитано документов \d+ из 60\d/)
  t.match(
    (await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).status,
    409,
    'not even on somebody’s word',
  )
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark', document: { number: own } })
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: own })
  await registeredSale(shop, 'check|p|2', 'the lane goes on')
})

t.test('the word about paper is not taken while its document may yet be found', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await sold(shop, 'check|p|1')
  const [own] = shop.receipts()
  for (let count = 0; count < 300; count += 1) await shop.clock.run(shop.foreignSale('10.00'))
  await lose(shop, [uuid])
  const paper = { fn: '9999078900005555', number: 12, sign: '1', registrationNumber: '0000000001047291' }
  const attributes = {
    ...paper,
    shift: 3,
    receiptNumber: 1,
    at: 1_795_418_045,
    settlement: 'sale' as const,
    total: '42.50',
  }
  t.equal((await shop.decide(uuid, { kind: 'attributes', attributes, word: 'attested' })).status, 409)
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark', document: { number: own } })
})

t.test('several lost receipts are sought together', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuids = [await sold(shop, 'check|p|1'), await sold(shop, 'check|p|2')]
  await lose(shop, uuids)
  for (const uuid of uuids) t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark' })
})

t.test('not printed: only when every memory was read whole', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const uuid = await waiting(shop, 'check|p|2')
  await lose(shop, [uuid])

  const silent = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(silent.body['error'], /не отвечает .*Подключите её/)
  t.equal((await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).status, 409)

  shop.register.control.cable('in')
  shop.register.control.addFault('error@A445:9Bx*')
  const unreadable = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(unreadable.body['error'], /не читаются документы \(\d+\)/)

  shop.register.control.clearFaults()
  await lose(shop, [uuid], { '9999078900005555': 12 })
  const away = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(away.body['error'], /Накопитель 9999078900005555, .* не подключён/)
  const word = await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })
  t.match(word.body, {
    state: { name: 'refused', code: 'NOT_PRINTED' },
    decisions: [
      {
        what: { kind: 'not-printed', word: 'attested' },
        evidence: /метки FB\w+ нет; ФН \d+: прочитаны все .* накопителя 9999078900005555 в кассах нет/,
      },
    ],
  })
})

t.test('printed on a memory that is gone: the paper says all that is left of it', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const uuid = await waiting(shop, 'check|p|2')
  const gone = '9999078900005555'
  await lose(shop, [uuid], { [gone]: 12 })
  shop.register.control.cable('in')
  await shop.clock.advance(60_000)
  const typed = { fn: gone, number: 12, sign: '2874316905', registrationNumber: '0000000001047291' }
  const attributes = { ...typed, shift: 3, receiptNumber: 1, at: 1_795_418_045 }
  const [kind, word] = ['attributes', 'attested'] as const
  const short = await shop.decide(uuid, { kind, attributes, word })
  t.equal(short.status, 409)
  t.match(short.body['error'], /укажите с бумаги и признак расчёта, и сумму/)
  t.equal(
    (await shop.decide(uuid, { kind, attributes: { ...attributes, settlement: 'sale', total: '42,5' }, word })).status,
    400,
  )
  const settled = await shop.decide(uuid, {
    kind,
    attributes: { ...attributes, settlement: 'sale', total: '42.50' },
    word,
  })
  t.match(settled.body, { state: { name: 'registered', proof: 'person' }, decisions: [{ what: { word: 'attested' } }] })
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: 12, FN_NUMBER: gone })
})

t.test('not printed, and nobody has to vouch for it', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  const uuid = await waiting(shop, 'check|p|2')
  await lose(shop, [uuid])
  shop.register.control.cable('in')
  const { body } = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(body, { state: { name: 'refused' }, decisions: [{ evidence: /прочитаны все документы до ФД \d+$/ }] })
  t.equal(shop.receipts().length, 1)
})

t.test('a closed record that cannot be read does not stop the lane that meets its mark', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await registeredSale(shop, 'check|p|1', 'tea')
  const [own] = shop.receipts()
  await shop.stop()
  await shop.disk.mount().writeFile(`/data/receipts/${uuid.slice(0, 2)}/${uuid}.json`, torn, true)
  const claims = { highWater: { '9999078900001234': 1 }, orphans: {}, byPerson: {} }
  await shop.disk.mount().writeFile('/data/claims.json', JSON.stringify(claims), true)
  await shop.boot()
  await registeredSale(shop, 'check|p|2', 'coffee')
  t.match((await shop.record(uuid)).state, { name: 'registered', proof: 'mark', document: { number: own } })
  t.equal(shop.receipts().length, 2)
})

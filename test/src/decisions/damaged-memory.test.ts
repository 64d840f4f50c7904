import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale, restored } from '../lane/restored-shop.ts'

const unreadable = 'error@A445:9Bx*'

/** A receipt that was printed, whose answer was lost, and whose document nobody can read now. */
async function printed(): Promise<{ shop: VirtualShop; uuid: string; number: number }> {
  const shop = await VirtualShop.open()
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.addFault('power-cut@4A:after-commit')
  const uuid = await shop.print('check|p|2', 'coffee')
  await shop.until(uuid, 'printing')
  shop.register.control.addFault(unreadable)
  t.match((await shop.until(uuid, 'unresolved')).state, { why: 'document-unreadable' })
  return { shop, uuid, number: shop.receipts().at(-1) ?? 0 }
}

const paper = (number: number) => ({
  fn: '9999078900001234',
  number,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 1,
  receiptNumber: 2,
  at: 1_795_418_045,
})

t.test('not printed: not while a document that may be the receipt cannot be read', async (t) => {
  const { shop, uuid, number } = await printed()
  t.teardown(() => shop.stop())
  const refused = await shop.decide(uuid, { kind: 'not-printed' })
  t.equal(refused.status, 409)
  t.match(refused.body['error'], new RegExp(`не читаются документы: ФД ${number},.*под вашу ответственность`))
  t.equal((await shop.record(uuid)).state.name, 'unresolved')

  shop.register.control.clearFaults()
  const found = await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })
  t.equal(found.status, 409, 'it can be read again: it decides')
  t.match(found.body['error'], new RegExp(`есть ФД ${number} с его меткой`))
})

t.test('a person may vouch that it was not printed, and the record says what nobody could read', async (t) => {
  const { shop, uuid, number } = await printed()
  t.teardown(() => shop.stop())
  t.match((await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).body, {
    state: { name: 'refused' },
    decisions: [{ what: { word: 'attested' }, evidence: new RegExp(`не читаются документы: ФД ${number}$`) }],
  })
})

t.test('the attributes from paper may be typed of the document that cannot be read, and of no other', async (t) => {
  const { shop, uuid, number } = await printed()
  t.teardown(() => shop.stop())
  for (const other of [number - 1, number + 1]) {
    const refused = await shop.decide(uuid, { kind: 'attributes', attributes: paper(other), word: 'attested' })
    t.equal(refused.status, 409)
    t.match(refused.body['error'], /Накопитель этого чека читается/)
  }
  t.match((await shop.decide(uuid, { kind: 'attributes', attributes: paper(number), word: 'attested' })).body, {
    state: { name: 'registered', document: { number } },
    decisions: [{ what: { kind: 'attributes' }, evidence: /не читаются документы/ }],
  })
})

t.test('a fiscal memory with fewer documents than before the receipt proves nothing', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.addFault('power-cut@4A:before-commit')
  const uuid = await shop.print('check|p|2', 'coffee')
  const { state } = await shop.until(uuid, 'printing')
  if (state.name !== 'printing') throw new Error(state.name)
  const before = state.tried.baseline.lastDocument
  await shop.clock.run(shop.register.close())
  // The same FN, by its number, without the last documents.
  await shop.newRegister('/younger')
  await shop.until(uuid, 'unresolved')
  const refused = await shop.decide(uuid, { kind: 'not-printed' })
  t.equal(refused.status, 409)
  t.match(refused.body['error'], new RegExp(`последний документ ФД \\d+, а до этого чека был уже ФД ${before}`))
  t.match((await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).body, { state: { name: 'refused' } })
})

t.test('one that was never tried: not while a document met after it cannot be read', async (t) => {
  let uuid = ''
  const shop = await restored(
    async (shop) => {
      await registeredSale(shop, 'check|p|1', 'tea')
      shop.register.control.cable('out')
      uuid = await shop.print('check|p|2', 'coffee')
      await shop.clock.advance(1_000)
    },
    async (shop) => {
      shop.register.control.cable('in')
      await shop.until(uuid, 'registered')
      shop.register.control.addFault(unreadable)
    },
  )
  t.teardown(() => shop.stop())
  await shop.until(uuid, 'unresolved')
  const number = shop.receipts().at(-1) ?? 0
  const refused = await shop.decide(uuid, { kind: 'not-printed' })
  t.equal(refused.status, 409)
  t.match(refused.body['error'], new RegExp(`не читаются документы: ФД .*${number},`))
  shop.register.control.cable('out')
  await shop.clock.advance(30_000)
  const away = await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })
  t.equal(away.status, 409)
  t.match(away.body['error'], /Сначала подключите кассу/)
  shop.register.control.cable('in')
  shop.register.control.clearFaults()
  await shop.clock.advance(30_000)
  t.match((await shop.decide(uuid, { kind: 'document', number })).body, {
    state: { name: 'registered', document: { number } },
  })
})

t.test('a report of the register is no receipt that cannot be read', async (t) => {
  const { shop, uuid } = await printed()
  t.teardown(() => shop.stop())
  await shop.clock.run(shop.register.close())
  await shop.newRegister('/spare', { fn: '9999078900009999', serial: '00106100000099' })
  await shop.clock.advance(60_000)
  const { status, body } = await shop.decide(uuid, {
    kind: 'attributes',
    attributes: { ...paper(1), fn: '9999078900009999' },
    word: 'attested',
  })
  t.equal(status, 409)
  t.match(body['error'], /реквизиты мост прочитает сам/)
})

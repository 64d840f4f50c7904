import t from 'tap'
import { markOf } from '../../../src/record/identity.ts'
import { foreignReceipt } from '../../foreign-receipt.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale, restored } from '../lane/restored-shop.ts'

const openFile = (uuid: string): string => `/data/open/${uuid}.json`

/** Changes records on disk while the daemon is down. */
async function damaged(shop: VirtualShop, uuids: string[], change: (text: string) => string): Promise<void> {
  await shop.stop()
  for (const uuid of uuids) {
    const path = openFile(uuid)
    await shop.disk.mount().writeFile(path, change(shop.disk.dump().get(path) ?? ''), true)
  }
  await shop.boot()
}

/** Tombstones of receipts that were never printed. */
async function lost(shop: VirtualShop, checks: readonly string[]): Promise<string[]> {
  shop.register.control.cable('out')
  const uuids: string[] = []
  for (const check of checks) uuids.push(await shop.print(check))
  await damaged(shop, uuids, () => '{"format":1,"rev')
  shop.register.control.cable('in')
  return uuids
}

t.test('a tombstone is not given the document of another receipt', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'coffee')
  const [others] = shop.receipts()
  const [uuid = ''] = await lost(shop, ['check|p|2'])
  const { status, body } = await shop.decide(uuid, { kind: 'document', number: others ?? 0 })
  t.equal(status, 409)
  t.match(body['error'], /метку другого чека/)
  t.match((await shop.record(uuid)).state, { name: 'unresolved' })
})

t.test('a document is given to one receipt, whoever asks at the same time', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuids = await lost(shop, ['check|p|1', 'check|p|2'])
  await shop.clock.run(shop.foreignSale('10.00'))
  const [foreign = 0] = shop.receipts()
  const answers = await Promise.all(uuids.map((uuid) => shop.decide(uuid, { kind: 'document', number: foreign })))
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  const states = await Promise.all(uuids.map(async (uuid) => (await shop.record(uuid)).state.name))
  t.strictSame(states.sort(), ['registered', 'unresolved'])
})

t.test('an attestation does not take the document of a registered receipt', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const sold = await registeredSale(shop, 'check|p|1', 'tea')
  const { state } = await shop.record(sold)
  if (state.name !== 'registered') throw new Error(state.name)
  shop.register.control.addFault('power-cut@4A:after-commit')
  const uuid = await shop.print('check|p|2')
  await shop.until(uuid, 'printing')
  await shop.clock.advance(1_500)
  await shop.clock.run(shop.register.close())
  await shop.newRegister('/spare', { fn: '9999078900009999', serial: '00106100000099' })
  await shop.until(uuid, 'unresolved')
  const { settlement: _, total: __, ...attributes } = state.document
  const { status, body } = await shop.decide(uuid, { kind: 'attributes', attributes, word: 'attested' })
  t.equal(status, 409)
  t.match(body['error'], new RegExp(`уже отдан чеку ${sold}`))

  const unseen = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(unseen.body['error'], /В кассе другой накопитель/)
  // The receipt was printed on the new FN in the end: its mark says so.
  await shop.clock.run(
    shop.register.control.registerForeign(3, [...foreignReceipt(100n), { tag: 1192, value: markOf(uuid) }]),
  )
  const [onNewFn] = shop.receipts()
  t.match(
    (await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).body['error'],
    /есть ФД \d+ с его меткой/,
  )
  t.match((await shop.decide(uuid, { kind: 'document', number: onNewFn ?? 0 })).body, {
    state: { name: 'registered', document: { fn: '9999078900009999', number: onNewFn ?? 0 } },
  })
})

t.test('what a restored backup calls waiting is not cancelled when it is printed', async (t) => {
  let waiting = ''
  const shop = await restored(
    async (shop) => {
      await registeredSale(shop, 'check|p|1', 'tea')
      shop.register.control.cable('out')
      waiting = await shop.print('check|p|2', 'coffee')
      const held = '"state":{"name":"held","because":{"kind":"overdue"}}'
      const text = shop.disk.dump().get(openFile(waiting)) ?? ''
      await shop.disk.mount().writeFile(openFile(waiting), text.replace('"state":{"name":"accepted"}', held), true)
    },
    async (shop) => {
      shop.register.control.cable('in')
      await shop.until(waiting, 'registered')
    },
  )
  t.teardown(() => shop.stop())
  t.equal((await shop.record(waiting)).state.name, 'held')
  t.equal((await shop.decide(waiting, { kind: 'cancel' })).status, 409)
  t.match(await shop.check(waiting), { STATUS: 'DONE', FISCAL_DOC_NUMBER: shop.receipts()[1] })
})

t.test('a receipt that was tried is cancelled only when its register can be asked, or never comes back', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  shop.register.control.cable('out')
  const uuid = await shop.print('check|p|1')
  const [{ fn = '', number = 0 } = {}] = shop.register.documents()
  const baseline = { serial: '00106100000042', fn, lastDocument: number, shift: { open: false, number: 0 } }
  const state = { name: 'accepted', tried: { baseline, attempts: 1, unexplained: 0 } }
  await damaged(shop, [uuid], (text) => text.replace('"state":{"name":"accepted"}', `"state":${JSON.stringify(state)}`))
  const cancel = () => shop.decide(uuid, { kind: 'cancel' })
  const refused = await cancel()
  t.equal(refused.status, 409)
  t.match(refused.body['error'], /уже пробовали напечатать.*Если касса потеряна навсегда/)
  shop.register.control.paper('out')
  shop.register.control.cable('in')
  t.match((await cancel()).body, { state: { name: 'refused' } })

  shop.register.control.cable('out')
  const other = await shop.print('check|p|2')
  await damaged(shop, [other], (text) =>
    text.replace('"state":{"name":"accepted"}', `"state":${JSON.stringify(state)}`),
  )
  const lost = await shop.decide(other, { kind: 'cancel', word: 'gone' })
  t.match(lost.body, { state: { name: 'refused' }, decisions: [{ evidence: /со слов решившего, кассы больше нет/ }] })
})

t.test('two receipts do not become aliases of each other', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await shop.until(await shop.print('check|p|1', 'tea'), 'registered')
  const one = await shop.print('check|p|2', 'tea')
  const two = await shop.print('check|p|3', 'tea')
  const alias = (uuid: string, of: string) => shop.decide(uuid, { kind: 'same-as', uuid: of })
  const answers = await Promise.all([alias(one, two), alias(two, one)])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  t.match(await shop.check(one), { STATUS: 'WAIT' })
  t.match(await shop.check(two), { STATUS: 'WAIT' })
})

t.test('a register that left the settings is not replaced by another', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  shop.register.control.cable('out')
  const uuid = await shop.print('check|p|1')
  await damaged(shop, [uuid], (text) =>
    text
      .replace(/"registerId":"[^"]*"/, '"registerId":"sold-off"')
      .replace('"state":{"name":"accepted"}', '"state":{"name":"unresolved","why":"third-attempt"}'),
  )
  for (const decision of [{ kind: 'document', number: 1 }, { kind: 'not-printed' }] as const) {
    const { status, body } = await shop.decide(uuid, decision)
    t.equal(status, 409)
    t.match(body['error'], /Кассы «sold-off» нет в настройках/)
  }
  t.match((await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })).body, { state: { name: 'refused' } })
})

t.test('what the register can read is not typed', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.cable('out')
  const uuid = await shop.print('check|p|2', 'coffee')
  const state = { name: 'unresolved', why: 'document-unreadable' }
  await damaged(shop, [uuid], (text) => text.replace('"state":{"name":"accepted"}', `"state":${JSON.stringify(state)}`))
  shop.register.control.cable('in')
  await shop.clock.run(shop.foreignSale('1161.30'))
  const number = shop.receipts().at(-1) ?? 0
  const attributes = {
    fn: '9999078900001234',
    number,
    sign: '1',
    registrationNumber: '0000000001047291',
    shift: 1,
    receiptNumber: 2,
    at: 1_795_418_045,
  }
  const typed = await shop.decide(uuid, { kind: 'attributes', attributes, word: 'attested' })
  t.equal(typed.status, 409)
  t.match(typed.body['error'], /реквизиты мост прочитает сам/)
  t.match((await shop.decide(uuid, { kind: 'document', number })).body, { state: { name: 'registered' } })
})

t.test('a document without a mark that a closed receipt has is nobody else’s', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  await shop.clock.run(shop.foreignSale('10.00'))
  const [foreign = 0] = shop.receipts()
  const [first = '', second = ''] = await lost(shop, ['check|p|1', 'check|p|2'])
  t.equal((await shop.decide(first, { kind: 'document', number: foreign })).status, 200)
  t.match(await shop.check(first), { STATUS: 'DONE' })
  t.notOk(shop.disk.dump().has(openFile(first)), 'closed')
  const claims = JSON.parse(shop.disk.dump().get('/data/claims.json') ?? '') as object
  await shop.stop()
  await shop.disk.mount().writeFile('/data/claims.json', JSON.stringify({ ...claims, byPerson: {} }), true)
  await shop.boot()
  const { status, body } = await shop.decide(second, { kind: 'document', number: foreign })
  t.equal(status, 409)
  t.match(body['error'], new RegExp(`уже отдан чеку ${first}`))
})

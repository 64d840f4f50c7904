import t from 'tap'
import type { Decision } from '../../../src/record/decision.ts'
import { VirtualShop } from '../../virtual-shop.ts'

/** A sale whose fate the bridge cannot tell: another program printed the like of it while the answer was lost. */
async function unresolved(shop: VirtualShop): Promise<string> {
  shop.register.control.addFault('power-cut@4A:before-commit')
  const uuid = await shop.print('check|p|1')
  await shop.until(uuid, 'printing')
  // Until the register is up again; then the verdict takes twenty seconds more.
  await shop.clock.advance(4_000)
  await shop.clock.run(shop.foreignSale((await shop.record(uuid)).receipt?.total ?? ''))
  await shop.until(uuid, 'unresolved')
  return uuid
}

t.test('an unresolved receipt stops its register, others are still accepted', async (t) => {
  const shop = await VirtualShop.open()
  const uuid = await unresolved(shop)
  const [foreign = 0] = shop.receipts()
  const other = await shop.print('check|p|2')
  await shop.clock.advance(120_000)
  t.equal((await shop.record(other)).state.name, 'accepted')
  t.strictSame(await shop.check(uuid), { STATUS: 'WAIT' })

  const { status, body } = await shop.decide(uuid, { kind: 'document', number: foreign })
  t.equal(status, 200)
  t.match(body, { state: { name: 'registered', proof: 'person', document: { number: foreign } } })
  t.match((await shop.record(uuid)).decisions, [{ by: 'Анна', what: { kind: 'document', number: foreign } }])
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: foreign })
  await shop.until(other, 'registered')
  await shop.stop()
})

t.test('not printed: refused for ever, and only when the fiscal memory agrees', async (t) => {
  const shop = await VirtualShop.open()
  const uuid = await unresolved(shop)
  const { body } = await shop.decide(uuid, { kind: 'not-printed' })
  t.match(body, { state: { name: 'refused', code: 'NOT_PRINTED' } })
  t.match(await shop.check(uuid), { STATUS: 'ERROR' })
  t.equal(shop.receipts().length, 1)
  await shop.stop()
})

t.test('verdicts that contradict the fiscal memory are refused', async (t) => {
  const shop = await VirtualShop.open()
  const before = await shop.print('check|p|0')
  const registered = await shop.until(before, 'registered')
  const number = registered.state.name === 'registered' ? registered.state.document.number : 0
  const uuid = await unresolved(shop)
  const attempts: [Decision, RegExp][] = [
    [{ kind: 'document', number }, /раньше этого чека|другого чека/],
    [{ kind: 'document', number: 9_999 }, /не чек или не читается/],
    [{ kind: 'document', number: 1 }, /не чек или не читается/],
    [{ kind: 'not-printed', word: 'attested' }, /Накопитель этого чека читается/],
  ]
  for (const [decision, text] of attempts) {
    const { status, body } = await shop.decide(uuid, decision)
    t.equal(status, 409)
    t.match(body['error'], text)
    t.notMatch(body['error'], /--/, 'the page shows the same words')
  }
  t.equal((await shop.record(uuid)).state.name, 'unresolved')
  await shop.stop()
})

t.test('an FN that is gone: only an attestation settles, and it is kept as such', async (t) => {
  const shop = await VirtualShop.open()
  shop.register.control.addFault('power-cut@4A:after-commit')
  const uuid = await shop.print('check|p|1')
  await shop.until(uuid, 'printing')
  await shop.clock.advance(1_500)
  await shop.clock.run(shop.register.close())
  await shop.newRegister('/spare', { fn: '9999078900009999', serial: '00106100000099' })
  await shop.until(uuid, 'unresolved')
  t.match((await shop.record(uuid)).state, { why: 'fn-changed' })
  const attributes = {
    fn: '9999078900001234',
    number: 3,
    sign: '2874316905',
    registrationNumber: '0000000001047291',
    shift: 1,
    receiptNumber: 1,
    at: 1_795_418_045,
  }
  const { body } = await shop.decide(uuid, { kind: 'attributes', attributes, word: 'attested' })
  t.match(body, { state: { name: 'registered', document: attributes }, decisions: [{ what: { word: 'attested' } }] })
  await shop.stop()
})

t.test('a held receipt: printed, or an alias of the one it repeats', async (t) => {
  const shop = await VirtualShop.open()
  const first = await shop.print('check|p|1', 'tea')
  await shop.until(first, 'registered')
  const again = await shop.print('check|p|2', 'tea')
  const other = await shop.print('check|p|3', 'tea')
  t.equal((await shop.record(again)).state.name, 'held')
  const { body } = await shop.decide(again, { kind: 'same-as', uuid: first })
  t.match(body, { state: { name: 'alias', of: first } })
  t.match(await shop.check(again), { STATUS: 'DONE', UUID: again, FISCAL_DOC_NUMBER: shop.receipts()[0] })
  await shop.clock.advance(60_000)
  t.equal((await shop.record(other)).state.name, 'held', 'Bitrix24 asked for the alias, not for the first')
  t.match((await shop.record(first)).confirmed, { by: 'person' })
  await shop.decide(other, { kind: 'print' })
  await shop.until(other, 'registered')
  t.equal(shop.receipts().length, 2)
  await shop.stop()
})

t.test('a waiting receipt can be cancelled, a printed one cannot', async (t) => {
  const shop = await VirtualShop.open()
  shop.register.control.paper('out')
  const uuid = await shop.print('check|p|1')
  await shop.clock.advance(10_000)
  const { body } = await shop.decide(uuid, { kind: 'cancel' })
  t.match(body, { state: { name: 'refused', code: 'CANCELLED' } })
  shop.register.control.paper('present')
  const next = await shop.print('check|p|2')
  await shop.until(next, 'registered')
  t.equal((await shop.decide(next, { kind: 'cancel' })).status, 409)
  t.equal(shop.receipts().length, 1)
  await shop.stop()
})

t.test('a cable that is out is no reason to attest: only the word that the register never comes back is', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await unresolved(shop)
  const { register } = shop
  register.control.cable('out')
  await shop.clock.advance(30_000)
  const decide = (word: 'attested' | 'gone') => shop.decide(uuid, { kind: 'not-printed', word })
  const refused = await decide('attested')
  t.equal(refused.status, 409)
  t.match(refused.body['error'], /Сначала подключите кассу/)
  t.equal((await shop.record(uuid)).state.name, 'unresolved')
  register.control.cable('in')
  t.match((await decide('gone')).body['error'], /Накопитель этого чека читается/, 'it did come back')
  register.control.cable('out')
  await shop.clock.advance(30_000)
  const { body } = await decide('gone')
  t.match(body, {
    state: { name: 'refused' },
    decisions: [{ what: { word: 'gone' }, evidence: /«Нет связи с кассой\..*со слов решившего/ }],
  })
})

t.test('an FN that fails for good can be attested about while the register answers', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const uuid = await unresolved(shop)
  shop.register.control.addFault('fn-exchangex*')
  const { body } = await shop.decide(uuid, { kind: 'not-printed', word: 'attested' })
  t.match(body, {
    state: { name: 'refused' },
    decisions: [{ what: { word: 'attested' }, evidence: /не отвечает кассе/ }],
  })
})

import t from 'tap'
import type { Decision } from '../../../src/record/decision.ts'
import { receiptSigns } from '../../../src/watch/receipt-signs.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale } from '../lane/restored-shop.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

t.test('a refused decision tells the state in words', async (t) => {
  const shop = await VirtualShop.open()
  t.teardown(() => shop.stop())
  const sold = await registeredSale(shop, 'check|p|1', 'tea')
  const held = await shop.print('check|p|2', 'coffee')
  const again = await shop.print('check|p|3', 'coffee')
  t.equal((await shop.record(again)).state.name, 'held')
  const attempts: [string, Decision, RegExp][] = [
    [sold, { kind: 'not-printed' }, /не ждёт решения: его состояние «зарегистрирован»/],
    [sold, { kind: 'print' }, /не задержан: его состояние «зарегистрирован»/],
    [sold, { kind: 'cancel' }, /отменить нельзя: его состояние «зарегистрирован»/],
    [again, { kind: 'confirm' }, /Сначала решите.*его состояние «задержан»/],
    [again, { kind: 'same-as', uuid: again }, /не может быть повтором самого себя/],
  ]
  for (const [uuid, decision, text] of attempts) {
    const answer = await shop.decide(uuid, decision)
    t.equal(answer.status, 409)
    t.match(answer.body['error'], text)
  }
  await shop.decide(again, { kind: 'same-as', uuid: held })
  const twice = await shop.decide(again, { kind: 'print' })
  t.match(twice.body['error'], /«второе имя»/)
})

t.test('the alarm of an undecided receipt says why it is', async (t) => {
  const record = recordOf(uuidNumber(1), { state: { name: 'unresolved', why: 'fn-changed' } })
  const [sign] = receiptSigns({ now: Date.parse(record.acceptedAt), registers: [], receipts: [record], pushes: false })
  t.match(sign, { name: 'unresolved', detail: /: в кассе сменился накопитель, пока чек печатался$/ })
})

import t from 'tap'
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
  const by = 'Анна'
  const attempts: [string, object, RegExp][] = [
    [`${sold}/resolve`, { notPrinted: true }, /не ждёт решения: его состояние «зарегистрирован»/],
    [`${sold}/release`, { print: true }, /не задержан: его состояние «зарегистрирован»/],
    [`${sold}/cancel`, {}, /отменить нельзя: его состояние «зарегистрирован»/],
    [`${again}/confirm`, {}, /Сначала решите.*его состояние «задержан»/],
    [`${again}/release`, { sameAs: again }, /не может быть повтором самого себя/],
  ]
  for (const [path, body, text] of attempts) {
    const answer = await shop.admin(`/api/receipts/${path}`, { by, ...body })
    t.equal(answer.status, 409)
    t.match(answer.body['error'], text)
  }
  await shop.admin(`/api/receipts/${again}/release`, { by, sameAs: held })
  const twice = await shop.admin(`/api/receipts/${again}/release`, { by, print: true })
  t.match(twice.body['error'], /«второе имя»/)
})

t.test('the alarm of an undecided receipt says why it is', async (t) => {
  const record = recordOf(uuidNumber(1), { state: { name: 'unresolved', why: 'fn-changed' } })
  const [sign] = receiptSigns({ now: Date.parse(record.acceptedAt), registers: [], receipts: [record], pushes: false })
  t.match(sign, { name: 'unresolved', detail: /: в кассе сменился накопитель, пока чек печатался$/ })
})

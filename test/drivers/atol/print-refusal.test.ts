import t from 'tap'
import { breadSale, openForBusiness, sale } from './shop.ts'

t.test('an error of the host itself before the closing command is no refusal of the receipt', async (t) => {
  const shop = await openForBusiness()
  const beforeClosing = async (): Promise<void> => {
    throw new RangeError('Invalid time value')
  }
  const printed = shop.run(shop.register.print(sale, { baseline: shop.baseline, attempt: 1, beforeClosing }))
  await t.rejects(printed, { code: 'ABORTED', outcome: 'not-registered' })
  await shop.close()
})

t.test('a receipt that cannot be said in commands is refused', async (t) => {
  const shop = await openForBusiness({ simulator: { model: 'АТОЛ 11Ф' } })
  // At 22 %, which an old register does not know.
  t.match((await shop.print(breadSale, shop.baseline)).error, { code: 'RECEIPT_REFUSED', outcome: 'not-registered' })
  await shop.close()
})

import t from 'tap'
import { openForBusiness, sale } from './shop.ts'

t.test('a document that is refused in passing is read all the same', async (t) => {
  const shop = await openForBusiness()
  const { document } = await shop.print(sale, shop.baseline)
  const number = document?.number ?? 0
  shop.simulator.control.addFault('error@A445:D3x2')
  t.match(await shop.run(shop.register.readDocument(number)), { number, code: 3 })
  shop.simulator.control.addFault('error@A445:D3x3')
  t.equal(await shop.run(shop.register.readDocument(number)), 'unreadable')
  shop.simulator.control.addFault('error@A445:D3x3')
  t.same(await shop.run(shop.register.witness(number)), { kind: 'unreadable', number })
  t.equal(await shop.run(shop.register.readDocument(number + 1)), 'none')
  await shop.close()
})

t.test('a busy register says nothing about its documents: it is asked again later', async (t) => {
  const shop = await openForBusiness()
  const { document } = await shop.print(sale, shop.baseline)
  const ask = () =>
    shop.run(shop.register.evidence({ baseline: shop.baseline, mark: sale.mark.text, attempt: 1, closing: true }))
  shop.simulator.control.addFault('error@A445:76x*')
  await t.rejects(ask(), { code: 'BUSY', outcome: 'unknown' })
  await t.rejects(shop.run(shop.register.readDocument(document?.number ?? 0)), { code: 'BUSY' })
  shop.simulator.control.clearFaults()
  shop.simulator.control.addFault('error@A445:76')
  t.match((await ask()).documents, [{ kind: 'receipt', marks: [sale.mark.text] }])
  await shop.close()
})

t.test('what could not be read before the fence is tried again behind it', async (t) => {
  const shop = await openForBusiness()
  await shop.simulator.control.registerForeign(31, [])
  shop.simulator.control.addFault('error@A445:D3x3')
  const question = { baseline: shop.baseline, mark: sale.mark.text, attempt: 1, closing: true }
  t.match((await shop.run(shop.register.evidence(question))).documents, [{ kind: 'other', code: 31 }])
  shop.simulator.control.addFault('error@A445:D3x*')
  t.match((await shop.run(shop.register.evidence(question))).documents, [{ kind: 'unreadable' }])
  await shop.close()
})

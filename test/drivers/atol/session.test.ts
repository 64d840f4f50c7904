import t from 'tap'
import { kopecks } from '../../../drivers/money.ts'
import { LinkLost } from '../../../drivers/transport/link.ts'
import { openForBusiness, openShop, sale } from './shop.ts'
import { checkTruth } from './truth.ts'

t.test('comes back by itself after the cable, the power and a refused connection', async (t) => {
  const shop = await openForBusiness()
  shop.simulator.control.cable('out')
  await t.rejects(shop.run(shop.register.status()), { code: 'LINK_LOST', outcome: 'not-registered' })
  shop.simulator.control.cable('in')
  t.equal((await shop.run(shop.register.status())).shift.state, 'open')
  shop.simulator.control.power('cut')
  await shop.clock.advance(100)
  await t.rejects(shop.run(shop.register.status()), { code: 'LINK_LOST' })
  await shop.clock.advance(5000)
  t.match(await shop.run(shop.register.baseline()), shop.baseline)
  const result = await shop.print(sale, shop.baseline)
  t.equal(result.document?.number, shop.baseline.lastDocument + 1)
  await shop.close()
})

t.test('a port held by another program says so', async (t) => {
  const open = async (): Promise<never> => {
    throw new LinkLost('/dev/ttyACM0: port is held by another program', { kind: 'port-busy' })
  }
  const shop = await openShop({ register: { open } })
  await t.rejects(shop.run(shop.register.status()), {
    code: 'PORT_BUSY',
    outcome: 'not-registered',
    remedy: 'operator',
  })
  await shop.close()
})

t.test('nothing works after close', async (t) => {
  const shop = await openForBusiness()
  shop.register.close()
  await t.rejects(shop.run(shop.register.status()), { code: 'ABORTED' })
  await shop.close()
})

t.test('a receipt left open by somebody is cancelled before the next one', async (t) => {
  const shop = await openForBusiness({ simulator: { keepOpenReceipt: true } })
  shop.simulator.control.addFault('power-cut@99')
  const broken = await shop.print(sale, shop.baseline)
  await shop.clock.advance(5000)
  t.equal((await shop.run(shop.register.status())).receiptOpen, true)
  t.not(broken.error, undefined)
  const result = await shop.print(sale, shop.baseline)
  t.equal(result.document?.number, shop.baseline.lastDocument + 1)
  await shop.close()
})

t.test('a document of another program between baseline and closing', async (t) => {
  const shop = await openForBusiness()
  const foreign = { ...sale, mark: { text: 'FOREIGN', tag: 1192 } } as const
  t.not((await shop.print(foreign, shop.baseline)).document, undefined)
  const result = await shop.print(sale, shop.baseline)
  t.match(result.error, { code: 'STATE', outcome: 'not-registered' })
  const evidence = await checkTruth(t, shop, sale, result)
  t.match(evidence.documents, [{ kind: 'receipt', marks: ['FOREIGN'] }])
  await shop.close()
})

t.test('another FN: evidence says so and lists nothing', async (t) => {
  const shop = await openForBusiness()
  await shop.print(sale, shop.baseline)
  const baseline = { ...shop.baseline, fn: '9999078900009999' }
  const evidence = await shop.run(shop.register.evidence({ baseline, mark: sale.mark.text, attempt: 1, closing: true }))
  t.match(evidence, { fn: shop.baseline.fn, documents: [] })
  await shop.close()
})

t.test('nothing new is said only after the time-out of the closing command', async (t) => {
  const shop = await openForBusiness()
  const ask = async (closing: boolean): Promise<number> => {
    const from = shop.clock.monotonic()
    await shop.run(shop.register.evidence({ baseline: shop.baseline, mark: sale.mark.text, attempt: 1, closing }))
    return shop.clock.monotonic() - from
  }
  t.ok((await ask(true)) >= 20_000)
  t.ok((await ask(false)) < 2000)
  await shop.print(sale, shop.baseline)
  t.ok((await ask(true)) < 2000, 'a receipt with our mark may be told at once')
  await shop.close()
})

t.test('cash whose answer was lost is settled by the drawer, and never sent twice', async (t) => {
  const shop = await openForBusiness()
  shop.simulator.control.addFault('unplug@49:after-commit')
  const moved = await shop.run(shop.register.cashIn(kopecks(500))).then(
    () => 'moved',
    (error: { outcome: string }) => error.outcome,
  )
  const { cash } = await shop.run(shop.register.status())
  t.equal(cash, moved === 'moved' ? 500n : 0n)
  await shop.close()
})

t.test('a shift whose opening or closing was cut is judged by its state', async (t) => {
  for (const fault of [
    'drop-reply@9A',
    'drop-async@9A',
    'unplug@9A:after-commit',
    'power-cut@5A:after-commit',
    'unplug@5A:after-commit',
  ]) {
    const shop = await openShop()
    shop.simulator.control.addFault(fault)
    const steps = [() => shop.register.openShift(), () => shop.register.closeShift()] as const
    for (const step of steps) {
      for (let tries = 0; tries < 3; tries += 1) {
        const done = await shop.run(step()).then(
          () => true,
          () => false,
        )
        if (done) break
        await shop.clock.advance(5000)
      }
    }
    const codes = shop.simulator.documents().map(({ code }) => code)
    t.same(codes, [1, 2, 5], `${fault}: one opening, one closing`)
    await shop.close()
  }
})

/** What any FiscalRegister must do: one body for the simulated register on every kind of line, and for real hardware. */
import type { Test } from 'tap'
import { documentCodes } from '../../drivers/ffd/codes.ts'
import { contentOfReceipt } from '../../drivers/ffd/content.ts'
import { differences, remarks } from '../../drivers/ffd/content-comparison.ts'
import type { ReceiptWitness } from '../../drivers/ffd/document.ts'
import type { FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import { numberOf, textOf, valuesOf } from '../../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../../drivers/money.ts'
import type { Baseline, FiscalRegister, RegisterIdentity } from '../../drivers/register.ts'

export interface Stand {
  readonly register: FiscalRegister
  /** Awaits a call: on a virtual clock that moves it, else as it is. */
  run<T>(promise: Promise<T>): Promise<T>
  close(): Promise<void>
}

const zero = kopecks(0)
const nothing = { cash: zero, cashless: zero, advance: zero, credit: zero, other: zero }

const markOf = (serial: number): FiscalReceipt['mark'] => ({ text: `C${String(serial).padStart(15, '0')}`, tag: 1192 })

/** One line of 1.00 rouble without VAT, in cash, unless a test says otherwise. */
const receiptFor = (identity: RegisterIdentity, serial: number): FiscalReceipt => ({
  settlement: 'sale',
  taxSystem: identity.taxSystems[0] ?? 1,
  items: [
    {
      name: 'Проверочный товар «Ёж» — №1',
      price: kopecks(100),
      quantity: quantity(1000),
      sum: kopecks(100),
      vat: 'none',
      subject: 1,
      method: 4,
      measure: 0,
    },
  ],
  payments: { ...nothing, cash: kopecks(100) },
  total: kopecks(100),
  mark: markOf(serial),
  internet: false,
  electronicOnly: false,
})

const isBoolean = (value: unknown): boolean => typeof value === 'boolean'

type Variant = readonly [name: string, change: (receipt: FiscalReceipt) => FiscalReceipt]

const variants: readonly Variant[] = [
  ['a sale in cash', (receipt) => receipt],
  ['a sale by card', (receipt) => ({ ...receipt, payments: { ...nothing, cashless: kopecks(100) } })],
  [
    'advance, credit and other payments together',
    (receipt) => ({
      ...receipt,
      payments: { ...nothing, advance: kopecks(40), credit: kopecks(35), other: kopecks(25) },
    }),
  ],
  ['a sale return', (receipt) => ({ ...receipt, settlement: 'sale-return' })],
  ['a purchase', (receipt) => ({ ...receipt, settlement: 'buy' })],
  ['a return of a purchase', (receipt) => ({ ...receipt, settlement: 'buy-return' })],
  [
    'a receipt of zero',
    (receipt) => ({
      ...receipt,
      items: receipt.items.map((item) => ({ ...item, price: zero, sum: zero })),
      payments: nothing,
      total: zero,
    }),
  ],
  [
    'a line whose sum is a kopeck off its price times quantity',
    (receipt) => ({
      ...receipt,
      items: receipt.items.map((item) => ({
        ...item,
        price: kopecks(33),
        quantity: quantity(3000),
        sum: kopecks(100),
      })),
    }),
  ],
  [
    'an Internet sale without paper, with cashier and agent',
    (receipt) => ({
      ...receipt,
      items: receipt.items.map((item) => ({
        ...item,
        agent: {
          sign: 64,
          supplierInn: '7707083893',
          supplierName: 'ООО «Поставщик»',
          supplierPhones: ['+79120000000'],
        },
      })),
      buyer: 'buyer@example.com',
      sender: 'shop@example.com',
      place: 'https://example.com',
      internet: true,
      electronicOnly: true,
      cashier: { name: 'Старший кассир Иванова', inn: '123456789047' },
    }),
  ],
  ['the mark in the user attribute', (receipt) => ({ ...receipt, mark: { ...receipt.mark, tag: 1084 } })],
]

/** What the document of a receipt with one line proves. */
/** Prints, and returns what the closing hook saw. */
const attempt = (baseline: Baseline, beforeClosing: () => Promise<void> = async () => undefined) => ({
  baseline,
  attempt: 1,
  beforeClosing,
})

/** `serial` numbers the receipts of this run, so that marks of another run are never met. */
export function conformance(t: Test, name: string, open: () => Promise<Stand>, firstSerial = 1): void {
  let serial = firstSerial
  // Side by side where the test file sets `jobs`: most of a real line's time is waiting.
  t.test(name, { buffered: true }, async (t) => {
    const { register, run, close } = await open()
    t.teardown(close)
    const identity = await run(register.identify())
    const { serial: ownSerial, fn } = identity
    const next = (): FiscalReceipt => receiptFor(identity, serial++)
    const printed: ReceiptWitness[] = []

    await t.test('says what it is', async (t) => {
      t.match(identity, { fn: /^\d{16}$/, registrationNumber: /^\d{16}$/, inn: /^\d{10}(\d\d)?$/, serial: /^\d+$/ })
      t.ok(identity.taxSystems.length > 0)
      t.ok(identity.vatRates.includes('none'))
      t.not(identity.model, '')
    })

    await t.test('says what it can do, and refuses what it cannot', async (t) => {
      const { capabilities, ffd } = identity
      t.ok(['1.05', '1.1', '1.2'].includes(ffd))
      t.ok(capabilities.maxReceiptBytes > 10_000 && capabilities.maxReceiptBytes <= 32_768)
      t.ok([capabilities.corrections, capabilities.electronicOnly, capabilities.agent].every(isBoolean))
      const plain = next()
      const marking = { productCode: Uint8Array.of(0x44, 0x4d), code: '010460' }
      const marked = { ...plain, items: plain.items.map((item) => ({ ...item, marking })) }
      t.equal(register.objection(marked, identity) === undefined, capabilities.marking !== 'none')
      const without = { ...identity, capabilities: { ...capabilities, marking: 'none' } } as const
      t.type(register.objection(marked, without)?.code, 'string')
      const smallest = { ...identity, capabilities: { ...capabilities, maxReceiptBytes: 1 } }
      t.type(register.objection(plain, smallest)?.code, 'string')
    })

    await t.test('says how long the closing of a receipt may take', async (t) => {
      const { closingTimeoutMs } = register
      t.ok(closingTimeoutMs >= 1_000 && closingTimeoutMs <= 600_000, `${closingTimeoutMs} ms`)
    })

    await t.test('opens and closes a shift, twice without harm', async (t) => {
      await run(register.closeShift())
      t.equal((await run(register.status())).shift.state, 'closed')
      const before = await run(register.baseline())
      await run(register.closeShift())
      t.same(await run(register.baseline()), before, 'a closed shift is not closed again')
      t.match(before, { serial: ownSerial, fn, shift: { open: false } })
      await t.rejects(run(register.print(next(), attempt(before))), { code: 'SHIFT_CLOSED', outcome: 'not-registered' })
      await run(register.openShift({ name: 'Кассир Иванова' }))
      const after = await run(register.baseline())
      await run(register.openShift())
      t.same(await run(register.baseline()), after, 'an open shift is not opened again')
      t.match(after.shift, { open: true, number: before.shift.number + 1 })
      t.equal(after.lastDocument, before.lastDocument + 1)
    })

    for (const [title, change] of variants) {
      await t.test(`registers ${title}`, async (t) => {
        const receipt = change(next())
        t.equal(register.objection(receipt, identity), undefined)
        const baseline = await run(register.baseline())
        const witness = await run(register.print(receipt, attempt(baseline)))
        const { document } = witness
        const { number } = document
        t.match(document, { fn, number: baseline.lastDocument + 1, registrationNumber: identity.registrationNumber })
        t.match(document, { settlement: receipt.settlement, total: receipt.total, shift: baseline.shift.number })
        const stored = await run(register.readDocument(number))
        if (typeof stored === 'string') throw new Error(stored)
        t.equal(numberOf(stored.tags, 1040), number)
        t.equal(valuesOf(stored.tags, 1059).length, 1)
        t.equal(textOf(stored.tags, 1077), document.sign)
        t.same(await run(register.witness(number)), witness)
        t.same(differences(contentOfReceipt(receipt, identity.ffd), witness.content), [])
        t.same(remarks(contentOfReceipt(receipt, identity.ffd), witness.content), [])
        printed.push(witness)
      })
    }

    await t.test('bears witness to all of them, oldest first', async (t) => {
      const [first, last] = [printed[0], printed.at(-1)] as const
      if (first === undefined || last === undefined) throw new Error('nothing was printed')
      const baseline = { ...(await run(register.baseline())), lastDocument: first.document.number - 1 }
      const evidence = await run(register.evidence({ baseline, mark: last.marks[0] ?? '', attempt: 1, closing: true }))
      t.same(evidence, {
        serial: ownSerial,
        fn,
        lastDocument: last.document.number,
        documents: printed,
      })
    })

    await t.test('cancels a receipt whose closing is forbidden at the last moment', async (t) => {
      const baseline = await run(register.baseline())
      const receipt = next()
      const forbid = async (): Promise<void> => {
        throw new Error('not durable')
      }
      await t.rejects(run(register.print(receipt, attempt(baseline, forbid))), {
        name: 'RegisterError',
        outcome: 'not-registered',
      })
      t.same(await run(register.baseline()), baseline)
      t.equal((await run(register.status())).receiptOpen, false)
      const evidence = await run(register.evidence({ baseline, mark: receipt.mark.text, attempt: 1, closing: false }))
      t.same(evidence, { serial: ownSerial, fn, lastDocument: baseline.lastDocument, documents: [] })
    })

    await t.test('prints nothing on a stale baseline, for another register, or when told to stop', async (t) => {
      const baseline = await run(register.baseline())
      const never = async (): Promise<void> => {
        t.fail('must not come to the closing')
      }
      const stale = { ...baseline, lastDocument: baseline.lastDocument - 1 }
      await t.rejects(run(register.print(next(), attempt(stale, never))), { code: 'STATE', outcome: 'not-registered' })
      const foreign = { ...baseline, serial: '99999999999999' }
      await t.rejects(run(register.print(next(), attempt(foreign, never))), {
        code: 'WRONG_REGISTER',
        outcome: 'not-registered',
      })
      const stopped = { ...attempt(baseline, never), signal: AbortSignal.abort() }
      await t.rejects(run(register.print(next(), stopped)), { code: 'ABORTED', outcome: 'not-registered' })
      t.same(await run(register.baseline()), baseline)
    })

    await t.test('objects to what it cannot register, naming the field', async (t) => {
      const [item] = next().items
      const vat = { ...next(), items: [{ ...(item as NonNullable<typeof item>), name: '' }] }
      t.match(register.objection(vat, identity), { code: 'ITEM', values: { objection: { values: { tag: 1030 } } } })
      t.match(register.objection({ ...next(), buyer: 'x'.repeat(65) }, identity), { values: { tag: 1008 } })
      t.match(register.objection(next(), { ...identity, taxSystems: [] }), { code: 'TAX_SYSTEM' })
      t.match(register.objection(next(), { ...identity, vatRates: [] }), {
        values: { objection: { code: 'ITEM_VAT' } },
      })
    })

    await t.test('moves cash and prints what is no receipt', async (t) => {
      const baseline = await run(register.baseline())
      const { cash } = await run(register.status())
      await run(register.cashIn(kopecks(10_000)))
      t.equal((await run(register.status())).cash, cash + 10_000n)
      await run(register.cashOut(kopecks(10_000)))
      t.equal((await run(register.status())).cash, cash)
      await run(register.xReport())
      await run(register.printCopy())
      await run(register.printCopy(baseline.lastDocument))
      t.same(await run(register.baseline()), baseline, 'no document was made')
    })

    await t.test('knows nothing of a document that does not exist', async (t) => {
      const { lastDocument } = await run(register.baseline())
      t.equal(await run(register.readDocument(lastDocument + 1)), 'none')
      t.equal(await run(register.witness(lastDocument + 1)), 'none')
      await run(register.closeShift({ name: 'Кассир Иванова' }))
      t.equal((await run(register.status())).shift.state, 'closed')
      t.equal((await run(register.baseline())).lastDocument, lastDocument + 1)
      const report = { kind: 'other', number: lastDocument + 1, code: documentCodes.shiftClosing }
      t.same(await run(register.witness(lastDocument + 1)), report)
    })
  })
}

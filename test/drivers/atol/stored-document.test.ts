import t from 'tap'
import type { Call } from '../../../drivers/atol/call.ts'
import type { DocumentHead } from '../../../drivers/atol/commands/fiscal-memory.ts'
import { errorCodes } from '../../../drivers/atol/errors.ts'
import type { Line } from '../../../drivers/atol/line.ts'
import { askThenRead } from '../../../drivers/atol/stored-document.ts'
import { toFiscalDocument, toWitness } from '../../../drivers/ffd/document.ts'
import { amountOf } from '../../../drivers/ffd/tags.ts'
import { encodeTags } from '../../../drivers/ffd/tlv.ts'
import { listingOf } from '../../../drivers/simulator/machine/document-listing.ts'
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

const noBytes = [1031, 1081, 1215, 1216, 1217]

t.test('integers without bytes cost no document its mark', async (t) => {
  const shop = await openForBusiness({ simulator: { faults: [{ name: 'fn-empty-integers', times: 1 }] } })
  const { document, error } = await shop.print(sale, shop.baseline)
  t.equal(error, undefined)
  const read = await shop.run(shop.register.readDocument(document?.number ?? 0))
  t.match(read, { number: document?.number })
  if (typeof read !== 'string') {
    for (const tag of noBytes) t.type(amountOf(read.tags, tag), 'bigint', `${tag}`)
    t.same(toFiscalDocument(read, '+03:00'), document)
  }
  const question = { baseline: shop.baseline, mark: sale.mark.text, attempt: 1, closing: true }
  t.match((await shop.run(shop.register.evidence(question))).documents, [{ kind: 'receipt', marks: [sale.mark.text] }])
  await shop.close()
})

t.test('a document that is cut short is not one without our mark', async (t) => {
  const shop = await openForBusiness()
  const { document } = await shop.print(sale, shop.baseline)
  const number = document?.number ?? 0
  const ask = () =>
    shop.run(shop.register.evidence({ baseline: shop.baseline, mark: sale.mark.text, attempt: 1, closing: true }))
  shop.simulator.control.condition('fn-listing-cut', true)
  t.match((await ask()).documents, [{ kind: 'unreadable', number }])
  t.equal(await shop.run(shop.register.readDocument(number)), 'unreadable')
  t.match(await shop.run(shop.register.readDocument(1)), { code: 1 }, 'other documents are told by their code')
  shop.simulator.control.condition('fn-listing-cut', false)
  t.match((await ask()).documents, [{ kind: 'receipt', marks: [sale.mark.text] }])
  await shop.close()
})

t.test('a receipt of ours whose document is cut is left to the fence, not proven by the register alone', async (t) => {
  const shop = await openForBusiness({ simulator: { faults: [{ name: 'fn-listing-cut', times: 1 }] } })
  const { error } = await shop.print(sale, shop.baseline)
  t.match(error, { code: 'PROTOCOL', outcome: 'unknown', message: /malformed/ })
  await shop.close()
})

t.test('wherever a listing ends, with an error or without, it never hides the mark', async (t) => {
  const shop = await openForBusiness()
  const { document } = await shop.print(sale, shop.baseline)
  const number = document?.number ?? 0
  const tlv = encodeTags(shop.simulator.document(number)?.tags ?? [])
  await shop.close()
  const { length, pieces } = listingOf(tlv, 60, { emptyIntegers: false, cut: false })
  const fn = shop.baseline.fn
  for (const length16 of [length, 0xffff, 0]) {
    for (let end = 0; end <= pieces.length; end += 1) {
      for (const ending of ['refused', 'empty'] as const) {
        const line = listing({ code: 3, length: length16 }, pieces.slice(0, end), ending)
        const read = await askThenRead(line, [], { fn, number }).then(
          ({ stored }) => (stored === undefined ? 'none' : toWitness(stored, '+03:00')),
          () => ({ kind: 'unreadable' }) as const,
        )
        const marked = typeof read !== 'string' && read.kind === 'receipt' && read.marks.includes(sale.mark.text)
        if (length16 === 0) t.ok(end < pieces.length || marked, 'a length that means nothing costs no document')
        else t.equal(typeof read === 'string' ? read : read.kind, marked ? 'receipt' : 'unreadable', `${end}`)
      }
    }
  }
})

/** A line whose register lists these pieces and then refuses, or answers with nothing. */
function listing(head: DocumentHead, pieces: readonly Uint8Array[], ending: 'refused' | 'empty'): Line {
  let at = -1
  const answer = (): object | undefined => {
    at += 1
    if (at === 0) return { head }
    return pieces[at - 1] === undefined ? undefined : { data: pieces[at - 1] }
  }
  const list = async (calls: readonly Call[]): Promise<object> => {
    const answers: object[] = []
    for (const { task } of calls) {
      const next = answer() ?? (ending === 'empty' ? { data: new Uint8Array(0) } : undefined)
      if (next === undefined) return { answers, refused: { name: task.name, error: errorCodes.noData } }
      answers.push(next)
    }
    return { answers }
  }
  return { list, refusal: async () => new Error('refused') } as unknown as Line
}

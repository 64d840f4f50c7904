import type { Test } from 'tap'
import type { FiscalDocument } from '../../../drivers/ffd/document.ts'
import { toWitness } from '../../../drivers/ffd/document.ts'
import type { FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import type { Baseline, Evidence } from '../../../drivers/register.ts'
import { RegisterError } from '../../../drivers/register-error.ts'
import type { Result, Shop } from './shop.ts'

/** A call that a register may refuse while somebody has to see to it, asked until it answers. */
async function insist<T>(shop: Shop, ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await shop.run(ask())
    } catch (error) {
      if (!(error instanceof RegisterError) || tries > 10) throw error
      if (error.outcome !== 'unknown') throw new Error(`evidence ended with outcome ${error.outcome}`, { cause: error })
      await shop.clock.advance(5000)
    }
  }
}

/**
 * The promise of the driver, checked against the fiscal memory: what `print` said is never wrong, `evidence` tells what is
 * there, and what is not there then never comes.
 */
export async function checkTruth(
  t: Test,
  shop: Shop & { readonly baseline: Baseline },
  receipt: FiscalReceipt,
  result: Result & { readonly closing: boolean },
  label = '',
): Promise<Evidence> {
  const { baseline } = shop
  const mark = receipt.mark.text
  const saidAtOnce = shop.registered(baseline, mark).length
  const evidence = await insist(shop, () =>
    shop.register.evidence({ baseline, mark, attempt: 1, closing: result.closing }),
  )
  const found = shop.registered(baseline, mark)
  const expected = shop.simulator
    .documents()
    .filter(({ number }) => number > baseline.lastDocument)
    .map((document) => toWitness(document, '+03:00'))
  const problems: string[] = []
  if (found.length > 1) problems.push('registered twice')
  if (result.document !== undefined) {
    const [only] = expected.filter((one) => one.kind === 'receipt' && one.marks.includes(mark))
    if (only?.kind !== 'receipt' || !sameDocument(only.document, result.document)) {
      problems.push(`print returned ${JSON.stringify(result.document, plain)}`)
    }
  } else if (result.error.outcome === 'not-registered' && (saidAtOnce > 0 || found.length > 0)) {
    problems.push('called not registered, but it is')
  } else if (result.error.outcome === 'registered' && found.length === 0) {
    problems.push('called registered, but it is not')
  }
  if (JSON.stringify(evidence.documents, plain) !== JSON.stringify(expected, plain)) {
    problems.push(`evidence says ${JSON.stringify(evidence.documents, plain)}`)
  }
  if (!result.closing && found.length > 0) problems.push('registered without beforeClosing')
  const state = shop.simulator.state() as { receipt?: unknown }
  await shop.clock.advance(60_000)
  if (shop.registered(baseline, mark).length !== found.length) problems.push('a document came after the evidence')
  t.same(problems, [], `${label} ${result.error?.code ?? 'printed'} ${result.error?.outcome ?? ''}`.trim(), { state })
  return evidence
}

/** Register 51, the way out when the document cannot be read back, has no seconds. */
const sameDocument = (stored: FiscalDocument, returned: FiscalDocument): boolean =>
  JSON.stringify(stored, plain) === JSON.stringify(returned, plain) ||
  JSON.stringify({ ...stored, at: stored.at - (stored.at % 60) }, plain) === JSON.stringify(returned, plain)

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

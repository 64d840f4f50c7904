import fc from 'fast-check'
import t from 'tap'
import { contentOfReceipt } from '../../../drivers/ffd/content.ts'
import { differences, differenceText, remarks } from '../../../drivers/ffd/content-comparison.ts'
import { models } from '../../../drivers/simulator/machine/models.ts'
import { anyReceipt } from '../ffd/any-receipt.ts'
import { openForBusiness } from './shop.ts'

/** The same receipts in every run. */
const seed = 20261130

for (const model of Object.keys(models)) {
  for (const ffd of ['1.05', '1.2'] as const) {
    for (const nameLength of [56, 64, 128]) {
      t.test(`whatever ${model} prints on FFD ${ffd}, names cut to ${nameLength}, is what was sent`, async (t) => {
        const shop = await openForBusiness({ simulator: { model, ffd, nameLength } })
        t.teardown(() => shop.close())
        const { vatRates } = await shop.run(shop.register.identify())
        for (const receipt of fc.sample(anyReceipt(vatRates, ffd), { numRuns: 10, seed: seed + nameLength })) {
          const baseline = await shop.run(shop.register.baseline())
          const { content } = await shop.run(
            shop.register.print(receipt, { baseline, attempt: 1, beforeClosing: async () => undefined }),
          )
          const sent = contentOfReceipt(receipt, ffd)
          t.equal(differenceText([...differences(sent, content), ...remarks(sent, content)]), '')
        }
      })
    }
  }
}

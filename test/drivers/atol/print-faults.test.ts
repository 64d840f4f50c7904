/** Everything that may go wrong with a register around a sale: what the driver says is never wrong, and evidence tells the truth. */
import t from 'tap'
import { openForBusiness, type Result, type Shop, sale } from './shop.ts'
import { checkTruth } from './truth.ts'

type Outcome = 'printed' | 'not-registered' | 'unknown'

interface Case {
  readonly fault: string
  /** What print may end with; the truth is checked in any case. */
  readonly ends: readonly Outcome[]
  /** Documents of ours in the fiscal memory afterwards. */
  readonly registered: 0 | 1
  readonly only?: 'v3' | 'v2'
}

const cases: readonly Case[] = [
  { fault: 'drop-async@4A', ends: ['printed', 'unknown'], registered: 1, only: 'v3' },
  { fault: 'drop-reply@4A', ends: ['printed', 'unknown'], registered: 1 },
  { fault: 'drop-request@4A', ends: ['unknown'], registered: 0, only: 'v3' },
  { fault: 'late-async@4A:+30000', ends: ['printed', 'unknown'], registered: 1, only: 'v3' },
  { fault: 'late-async@EB:+15000', ends: ['printed', 'not-registered'], registered: 1, only: 'v3' },
  { fault: 'duplicate-async@4A', ends: ['printed', 'unknown'], registered: 1 },
  { fault: 'duplicate-async@EB', ends: ['printed', 'not-registered'], registered: 1 },
  { fault: 'duplicate-reply@4A', ends: ['printed'], registered: 1 },
  { fault: 'duplicate-reply@EB', ends: ['printed', 'not-registered'], registered: 1 },
  { fault: 'duplicate-request@4A', ends: ['printed'], registered: 1 },
  { fault: 'duplicate-request@EB', ends: ['printed', 'not-registered'], registered: 1 },
  { fault: 'fn-document-open@EB', ends: ['printed', 'not-registered', 'unknown'], registered: 1 },
  { fault: 'fn-document-open@4A:after-commit', ends: ['printed'], registered: 1 },
  { fault: 'corrupt-async@4A', ends: ['printed', 'unknown'], registered: 1, only: 'v3' },
  { fault: 'slow@4A:+15000', ends: ['printed'], registered: 1 },
  { fault: 'slow@4A:+45000', ends: ['printed', 'unknown'], registered: 1 },
  { fault: 'paper-out@92', ends: ['not-registered'], registered: 0 },
  { fault: 'paper-out@4A:before-commit', ends: ['unknown'], registered: 1 },
  { fault: 'paper-out@4A:after-commit', ends: ['unknown'], registered: 1 },
  { fault: 'power-cut@92', ends: ['not-registered', 'unknown'], registered: 0 },
  { fault: 'power-cut@4A:before-commit', ends: ['unknown'], registered: 0 },
  { fault: 'power-cut@4A:after-commit', ends: ['unknown'], registered: 1 },
  { fault: 'unplug@4A:before-commit', ends: ['unknown'], registered: 1 },
  { fault: 'unplug@4A:after-commit', ends: ['unknown'], registered: 1 },
  { fault: 'error@92:9B', ends: ['not-registered'], registered: 0 },
  { fault: 'error@EB:08', ends: ['not-registered'], registered: 0 },
  { fault: 'error@99:71', ends: ['not-registered'], registered: 0 },
  { fault: 'error@4A:66', ends: ['unknown'], registered: 0 },
  { fault: 'error@4A:9A', ends: ['unknown'], registered: 0 },
  { fault: 'error@4A:76', ends: ['unknown'], registered: 0 },
  { fault: 'error@59:76', ends: ['printed'], registered: 1 },
  { fault: 'stopped@EB', ends: ['not-registered', 'unknown'], registered: 0, only: 'v3' },
  { fault: 'overflow@EB', ends: ['printed', 'not-registered'], registered: 1, only: 'v3' },
  { fault: 'overflow@4A', ends: ['printed', 'not-registered', 'unknown'], registered: 1, only: 'v3' },
  { fault: 'not-found@4A', ends: ['printed', 'unknown'], registered: 0, only: 'v3' },
  { fault: 'nak-busy@4A', ends: ['printed'], registered: 1, only: 'v2' },
  { fault: 'enq-collision@4A', ends: ['printed', 'unknown'], registered: 1, only: 'v2' },
  { fault: 'bad-crc@4A', ends: ['printed', 'unknown'], registered: 1 },
]

const endOf = (result: Result): string => result.error?.outcome ?? 'printed'

/** What a person in the shop does in the end. */
function repair(shop: Shop): void {
  shop.simulator.control.clearFaults()
}

for (const protocol of ['v3', 'v2'] as const) {
  for (const { fault, ends, registered, only } of cases) {
    if (only !== undefined && only !== protocol) continue
    t.test(`${protocol}: ${fault}`, async (t) => {
      const shop = await openForBusiness({ protocol })
      shop.simulator.control.addFault(fault)
      const result = await shop.print(sale, shop.baseline)
      repair(shop)
      const end = endOf(result)
      t.ok((ends as readonly string[]).includes(end), `ended ${end}: ${result.error?.message ?? ''}`)
      await checkTruth(t, shop, sale, result, fault)
      const found = shop.registered(shop.baseline, sale.mark.text).length
      if (end === 'printed' || end === 'unknown') t.equal(found, end === 'printed' ? 1 : registered)
      await shop.close()
    })
  }
}

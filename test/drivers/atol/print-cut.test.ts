/** The cable comes out in the middle of a sale, in either direction: at every byte with EVERY_BYTE=1, else at a sample. */
import t from 'tap'
import { breadSale, openForBusiness } from './shop.ts'
import { checkTruth } from './truth.ts'

type Range = readonly [from: number, to: number]

async function bytesOfSale(protocol: 'v3' | 'v2'): Promise<Record<'to-device' | 'to-host', Range>> {
  const sent = { 'to-device': 0, 'to-host': 0 }
  const shop = await openForBusiness({
    protocol,
    fate: (direction) => {
      sent[direction] += 1
      return undefined
    },
  })
  const before = { ...sent }
  await shop.print(breadSale, shop.baseline)
  await shop.close()
  return {
    'to-device': [before['to-device'], sent['to-device']],
    'to-host': [before['to-host'], sent['to-host']],
  }
}

const every = process.env['EVERY_BYTE'] === '1'
const stride = every ? 1 : 29
if (every) t.setTimeout(0)

for (const protocol of ['v3', 'v2'] as const) {
  t.test(`${protocol}: cut at a byte of the sale`, async (t) => {
    if (every) t.setTimeout(0)
    const ranges = await bytesOfSale(protocol)
    const seen = new Set<string>()
    let cuts = 0
    for (const direction of ['to-device', 'to-host'] as const) {
      const [from, to] = ranges[direction]
      for (let at = from; at < to; at += stride) {
        const shop = await openForBusiness({
          protocol,
          fate: (way, index) => (way === direction && index === at ? 'cut' : undefined),
        })
        const result = await shop.print(breadSale, shop.baseline)
        await checkTruth(t, shop, breadSale, result, `${direction} ${at}`)
        t.equal(shop.links(), 2, 'the cut happened, and the driver came back by itself')
        cuts += 1
        seen.add(result.error?.outcome ?? 'printed')
        await shop.close()
      }
    }
    t.same([...seen].sort(), ['not-registered', 'printed', 'unknown'], 'every outcome was met')
    t.comment(`${protocol}: ${cuts} cuts`)
  })
}

/**
 * A byte of a sale is lost, doubled or changed on the way, or the cable comes out of a register that takes its time: at every
 * byte with EVERY_BYTE=1, else at a sample.
 */
import t from 'tap'
import type { ByteFate } from '../../../drivers/transport/memory.ts'
import { breadSale, openForBusiness, type ShopOptions } from './shop.ts'
import { checkTruth } from './truth.ts'

const harms: readonly (readonly [string, (byte: number) => ByteFate, ShopOptions['simulator']?])[] = [
  ['lost', () => []],
  ['doubled', (byte) => [byte, byte]],
  ['changed', (byte) => [byte ^ 0x55]],
  ['cut, of a slow register', () => 'cut', { latency: 'real' }],
]

const every = process.env['EVERY_BYTE'] === '1'
const stride = every ? 1 : 131
if (every) t.setTimeout(0)

for (const protocol of ['v3', 'v2'] as const) {
  for (const [name, harm, simulator = {}] of harms) {
    t.test(`${protocol}: a byte ${name}`, async (t) => {
      if (every) t.setTimeout(0)
      let sales = 0
      for (const direction of ['to-device', 'to-host'] as const) {
        for (let at = 0; ; at += stride) {
          let armed = false
          let sent = 0
          let done = false
          const shop = await openForBusiness({
            protocol,
            simulator,
            fate: (way, _index, byte) => {
              if (!armed || way !== direction || sent++ !== at) return undefined
              done = true
              return harm(byte)
            },
          })
          armed = true
          const result = await shop.print(breadSale, shop.baseline)
          armed = false
          await checkTruth(t, shop, breadSale, result, `${direction} ${at}`)
          await shop.close()
          sales += 1
          if (!done) break
        }
      }
      t.comment(`${protocol}, a byte ${name}: ${sales} sales`)
    })
  }
}

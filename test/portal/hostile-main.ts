/** `npm run hostile [-- count [seed]]`: hostile bodies through the public listener. Exit code 1 when one of them did harm. */

import { fuzz } from './hostile.ts'
import { ShopWorld } from './shop-world.ts'

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number)
const allowedGrowth = 16 * 1024 * 1024

const world = await ShopWorld.open({ seed, pushes: false })
const { sent, wrong, growth } = await fuzz(world, count)
const documents = world.receipts().length
const records = world.records().length
await world.close()
for (const line of wrong) console.error(line)
console.log(`${sent} bodies, seed ${seed}: ${wrong.length} wrong answers, ${documents} documents, ${records} records`)
console.log(`heap growth ${(growth / 1024 / 1024).toFixed(1)} MiB`)
const leaks = globalThis.gc !== undefined && growth > allowedGrowth
process.exitCode = wrong.length > 0 || documents > 0 || records > 0 || leaks ? 1 : 0

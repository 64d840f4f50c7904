/** `npm run week [-- days [seed]]`: shop life in virtual time, 300 receipts a day. Exit code 1 when anybody disagrees. */
import { liveThrough } from './week.ts'

const [days = 7, seed = 1] = process.argv.slice(2).map(Number)
const { checks, documents, faults, differences } = await liveThrough({ seed, days, receiptsPerDay: 300 })
for (const line of differences) console.error(line)
console.log(`${days} days, seed ${seed}: ${checks} checks, ${documents} receipts in the fiscal memory`)
for (const [name, count] of Object.entries(faults)) console.log(`  ${name}: ${count}`)
console.log(differences.length === 0 ? 'portal, records and fiscal memory agree' : `${differences.length} differences`)
process.exitCode = differences.length === 0 ? 0 : 1

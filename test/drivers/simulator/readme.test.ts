import { readFile } from 'node:fs/promises'
import t from 'tap'
import { type FaultName, faultKinds, faultProtocols, parseFault } from '../../../drivers/simulator/machine/faults.ts'
import { faultTexts } from './fault-texts.ts'

const names = Object.keys(faultKinds) as FaultName[]

t.test('the README lists every fault, and none that does not exist', async (t) => {
  const readme = await readFile('drivers/simulator/README.md', 'utf8')
  const table = readme.slice(readme.indexOf('## Faults'), readme.indexOf('## Control API'))
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  t.same(
    rows.map(([, example, where, text]) => [example, where, text]),
    names.map((name) => {
      const { example, text } = faultTexts[name]
      return [`\`${example}\``, faultProtocols[name] ?? 'v2, v3', text]
    }),
  )
})

t.test('every example is a fault of that name', (t) => {
  for (const name of names) t.equal(parseFault(faultTexts[name].example).name, name)
  t.end()
})

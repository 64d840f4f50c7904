import { readFile } from 'node:fs/promises'
import t from 'tap'
import { type Remedy, registerErrors } from '../../drivers/register-error.ts'
import { unexplainedCodes } from '../../src/lane/print-receipt.ts'

/** What trouble means for the receipt, by who ends it. */
const meanings: Readonly<Record<Remedy, string>> = {
  wait: 'it waits, the bridge goes on by itself',
  operator: 'it waits until somebody in the shop has mended it',
  service: 'it waits until a service engineer or the owner has mended it',
  refuse: 'it is refused, there is no document',
}

t.test('the README explains every code of registers, and what it means for the receipt', async (t) => {
  const readme = await readFile('drivers/README.md', 'utf8')
  const chapter = readme.slice(readme.indexOf('## Codes of registers'), readme.indexOf('## A driver of another make'))
  t.strictSame(
    [...chapter.matchAll(/^\| ([A-Z_]+) \| [^|]+ \| ([^|]+) \|$/gm)].map(([, code, meaning]) => [code, meaning]),
    Object.entries(registerErrors).map(([code, { remedy }]) => [code, meanings[remedy]]),
  )
  const [, unexplained = ''] = /leaves open why nothing was registered \(([^)]+)\)/.exec(chapter) ?? []
  t.strictSame(unexplained.split(', '), [...unexplainedCodes])
})

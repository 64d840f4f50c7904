import { readFile } from 'node:fs/promises'
import t from 'tap'
import { messages } from '../../../../src/bitrix24/texts/messages.ts'

t.test('the README lists every code of the texts for managers, and none that is not there', async (t) => {
  const readme = await readFile('src/bitrix24/texts/README.md', 'utf8')
  const listed = [...readme.matchAll(/^\| (B24-\d+) \|/gm)].map(([, code]) => code)
  t.strictSame(
    listed.sort(),
    Object.values(messages)
      .map(({ code }) => code)
      .sort(),
  )
})

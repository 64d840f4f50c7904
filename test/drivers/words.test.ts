import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'

/** What is printed on paper, or stands in a register as its own data. */
const printed = [
  'drivers/atol/commands/charset.ts',
  'drivers/ffd/codes.ts',
  'drivers/ffd/spelling.ts',
  'drivers/ffd/vat.ts',
  'drivers/paper/document.ts',
  'drivers/paper/font.ts',
  'drivers/paper/item.ts',
  'drivers/paper/x-report.ts',
  'drivers/simulator/handlers/printing.ts',
  'drivers/simulator/handlers/receipt-change.ts',
  'drivers/simulator/machine/models.ts',
  'drivers/simulator/machine/registration.ts',
  'drivers/simulator/machine/settings-tables.ts',
  'drivers/simulator/machine/settings.ts',
]

const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm

t.test('drivers know no words for people: Russian is what a register prints', async (t) => {
  const speaking: string[] = []
  for (const name of await readdir('drivers', { recursive: true })) {
    const path = join('drivers', name)
    if (!path.endsWith('.ts')) continue
    const text = await readFile(path, 'utf8')
    if (/[А-Яа-яЁё]/.test(text.replace(comments, ''))) speaking.push(path)
  }
  t.strictSame(speaking.sort(), printed)
})

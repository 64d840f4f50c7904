import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { alarms, isEventAlarm } from '../src/alarms/alarms.ts'
import { cellsBelow, deadCitations, deadLinks, repeatedRows, rulesOf, sectionsOf, type Texts } from './documents.ts'

const root = join(import.meta.dirname, '..')
const rooms = ['drivers', 'src', 'systemd', 'test']

/** What lies in the rooms, and beside them, with one of these endings. */
async function textsOf(endings: RegExp): Promise<Map<string, string>> {
  const names = [
    ...(await readdir(root)),
    ...(
      await Promise.all(
        rooms.map(async (room) =>
          (await readdir(join(root, room), { recursive: true })).map((name) => join(room, name)),
        ),
      )
    ).flat(),
  ]
  const wanted = names.filter((name) => endings.test(name)).sort()
  return new Map(
    await Promise.all(wanted.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const)),
  )
}

const documents: Texts = await textsOf(/\.md$/)
const textOf = (path: string): string => documents.get(path) ?? ''

t.test('README.md is a page that is read to its end', async (t) => {
  t.ok(textOf('README.md').trimEnd().split('\n').length <= 150)
  t.match(textOf('README.md'), /^npm ci && npm run demo .*\nnpm ci && npm test /m)
})

t.test('every link leads to a file, and to a heading of it', async (t) => {
  t.ok(documents.size > 10)
  t.strictSame(
    deadLinks(documents, (path) => existsSync(join(root, path))),
    [],
  )
})

t.test('every section and rule that is cited is there', async (t) => {
  const texts = await textsOf(/\.(ts|tsx|md)$/)
  const sections = new Map([
    ['protocol', sectionsOf(textOf('drivers/atol/README.md'))],
    ['fiscal-data', sectionsOf(textOf('drivers/ffd/README.md'))],
    ['bitrix24-contract', sectionsOf(textOf('src/bitrix24/README.md'))],
    ['promise, rules?', rulesOf(textOf('src/promise.md'))],
  ])
  t.ok(texts.size > 500)
  t.strictSame(deadCitations(texts, sections), [])
})

t.test('a table stands in one document', async (t) => {
  t.strictSame(repeatedRows(documents), [])
})

t.test('README.ru.md names every alarm, what it says, and the commands that it names', async (t) => {
  const rows = cellsBelow(textOf('README.ru.md'), '## Тревоги и что делать')
  t.strictSame(
    rows.map(([name, happened]) => [name, happened]),
    Object.entries(alarms).map(([name, { text, blocking }]) => {
      const marks = [
        ...(blocking ? [' **стоп**'] : []),
        ...(isEventAlarm(name as keyof typeof alarms) ? [' событие'] : []),
      ]
      return [`\`${name}\`${marks.join('')}`, text.split(/: |\. /)[0]]
    }),
  )
  for (const [at, { text }] of Object.values(alarms).entries()) {
    const [, , what = ''] = rows[at] ?? []
    t.not(what, '')
    for (const [command] of text.matchAll(/fiscal-bridge [a-z]+/g)) t.match(what, command)
  }
})

t.test('what is wrong with a document is found', async (t) => {
  const text = (...lines: string[]): string => lines.join('\n')
  const planted = new Map([
    [
      'a.md',
      text('# A', '## One thing', '[b](b.md) [b](b.md#two-things) [here](#one-thing) [web](https://example.ru)'),
    ],
    ['b.md', text('[away](c.md) [gone](a.md#two) [gone](#nothing)', '```', '[no link](d.md)', '# Two things', '```')],
    ['c/d.md', text('<img src="../e.png">', '[up](../a.md)')],
  ])
  t.strictSame(
    deadLinks(planted, (path) => planted.has(path)),
    [
      'a.md links to b.md#two-things, which has no such heading',
      'b.md links to c.md, which is not there',
      'b.md links to a.md#two, which has no such heading',
      'b.md links to #nothing, which has no such heading',
      'c/d.md links to ../e.png, which is not there',
    ],
  )

  const notes = ['fiscal', 'notes'].join('-')
  const sections = new Map([[notes, sectionsOf(text('## 4. Title', '### 4.5 Title', '## Not 6'))]])
  const cited = (citation: string): string[] => deadCitations(new Map([['a.ts', citation]]), sections)
  t.strictSame(cited(`// ${notes} 4, 4.5: here; ${notes} 4.5. Here.`), [])
  t.strictSame(cited(text(`/** (${notes} 4, 4.6,`, ` * and ${notes}`, ' * 6 and 4.5) */')), [
    `a.ts cites ${notes} 4.6, which is not there`,
    `a.ts cites ${notes} 6, which is not there`,
  ])

  const table = (...rows: string[]): string => text('| head |', '| --- |', ...rows)
  t.strictSame(
    repeatedRows(
      new Map([
        ['a.md', table('| one |', '| two |')],
        ['b.md', table('| three |', '| two |')],
      ]),
    ),
    ['b.md repeats of a.md: | two |'],
  )
})

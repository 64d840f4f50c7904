import { readFile } from 'node:fs/promises'
import t from 'tap'
import { type Remedy, registerErrors } from '../../../drivers/register-error.ts'
import { messages } from '../../../src/bitrix24/texts/messages.ts'
import { runProgram } from '../../../src/commands/program.ts'
import { ConfigFile } from '../../../src/config/schema.ts'
import { unexplainedCodes } from '../../../src/lane/print-receipt.ts'
import { captureHost } from '../commands/capture-host.ts'

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly anyOf?: readonly Node[]
  readonly items?: Node
}

/** Every setting as the README writes it: `public.port`, `registers[].connection.type`. */
function settings(node: Node, path: string): string[] {
  if (node.items !== undefined) return settings(node.items, `${path}[]`)
  const branches = (node.anyOf ?? []).filter(({ properties }) => properties !== undefined)
  if (branches.length > 0) return [...new Set(branches.flatMap((branch) => settings(branch, path)))]
  if (node.properties === undefined) return [path]
  return Object.entries(node.properties).flatMap(([key, one]) => settings(one, path === '' ? key : `${path}.${key}`))
}

t.test('the README explains every setting, and none that does not exist', async (t) => {
  const readme = await readFile('README.md', 'utf8')
  const table = readme.slice(readme.indexOf('## Settings'), readme.indexOf('## Commands'))
  const told = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const names = [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
      const [first = ''] = names
      // `a.host`, `.port` in one row: the second stands beside the first.
      return names.map((name) => (name.startsWith('.') ? first.slice(0, first.lastIndexOf('.')) + name : name))
    })
  t.same([...new Set(told)].sort(), settings(ConfigFile as Node, '').sort())
})

t.test('the README lists every code of the texts for managers, and none that is not there', async (t) => {
  const readme = await readFile('README.md', 'utf8')
  const listed = [...readme.matchAll(/^\| (B24-\d+) \|/gm)].map(([, code]) => code)
  t.strictSame(
    listed.sort(),
    Object.values(messages)
      .map(({ code }) => code)
      .sort(),
  )
})

/** What trouble means for the receipt, by who ends it. */
const meanings: Readonly<Record<Remedy, string>> = {
  wait: 'it waits, the bridge goes on by itself',
  operator: 'it waits until somebody in the shop has mended it',
  service: 'it waits until a service engineer or the owner has mended it',
  refuse: 'it is refused, there is no document',
}

t.test('the README explains every code of registers, and what it means for the receipt', async (t) => {
  const readme = await readFile('README.md', 'utf8')
  const chapter = readme.slice(readme.indexOf('### Codes of registers'), readme.indexOf('### Admin listener'))
  t.strictSame(
    [...chapter.matchAll(/^\| ([A-Z_]+) \| [^|]+ \| ([^|]+) \|$/gm)].map(([, code, meaning]) => [code, meaning]),
    Object.entries(registerErrors).map(([code, { remedy }]) => [code, meanings[remedy]]),
  )
  const [, unexplained = ''] = /leaves open why nothing was registered \(([^)]+)\)/.exec(chapter) ?? []
  t.strictSame(unexplained.split(', '), [...unexplainedCodes])
})

t.test('the README explains every command', async (t) => {
  const readme = await readFile('README.md', 'utf8')
  const { host, stdout } = captureHost()
  await runProgram(['--help'], host)
  const commands = [...stdout().matchAll(/^ {2}([a-z][a-z0-9]+) {2,}/gm)].map(([, name]) => name ?? '')
  t.ok(commands.length > 15)
  for (const name of commands.filter((one) => one !== 'help')) t.match(readme, new RegExp(`\`${name}[ \`]`), name)
})

import { readFile } from 'node:fs/promises'
import t from 'tap'
import { ConfigFile } from '../../../src/config/schema.ts'

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
  const readme = await readFile('src/config/README.md', 'utf8')
  const table = readme.slice(readme.indexOf('# Settings'), readme.indexOf('## In the code'))
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

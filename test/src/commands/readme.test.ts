import { readFile } from 'node:fs/promises'
import t from 'tap'
import { runProgram } from '../../../src/commands/program.ts'
import { captureHost } from './capture-host.ts'

t.test('the README explains every command, and none that does not exist', async (t) => {
  const readme = await readFile('src/commands/README.md', 'utf8')
  const table = readme.slice(readme.indexOf('# Commands'), readme.indexOf('## Exit codes'))
  const told = [...table.matchAll(/^\| (`[^|\\]*(?:\\.[^|\\]*)*) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z][a-z0-9]+)[ `]/g)].map(([, name]) => name),
  )
  const { host, stdout } = captureHost()
  await runProgram(['--help'], host)
  const commands = [...stdout().matchAll(/^ {2}([a-z][a-z0-9]+) {2,}/gm)].map(([, name]) => name)
  t.ok(commands.length > 15)
  t.strictSame([...new Set(told)].sort(), commands.filter((one) => one !== 'help').sort())
})

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { captureHost } from '../capture-host.ts'

t.test('what an administrator restores belongs to whom the folder belongs, every file and folder of it', async (t) => {
  const cwd = t.testdir({
    old: { 'install.json': '{"key": "00"}', open: {}, receipts: { '2026': { 'a.json': '{}' } } },
  })
  const given = new Map<string, string>()
  const copyOwner = async (path: string, like: string): Promise<void> => {
    given.set(path, like)
  }
  const run = async (...words: string[]) => {
    const captured = captureHost({ cwd, userName: 'root', copyOwner })
    await runProgram(words, captured.host)
    return captured
  }
  t.equal((await run('backup', 'copy.tar.gz', '--data', 'old')).exitCode(), 0)
  const root = join(cwd, 'service', 'shop')
  await mkdir(join(cwd, 'service'))
  const restored = await run('restore', 'copy.tar.gz', '--data', root)
  t.equal(restored.exitCode(), 0, restored.stderr())
  t.equal(await readFile(join(root, 'install.json'), 'utf8'), '{"key": "00"}')
  const paths = ['', 'install.json', 'open', 'receipts', 'receipts/2026', 'receipts/2026/a.json']
  for (const path of paths) t.equal(given.get(join(root, path)), join(cwd, 'service'), path)

  given.clear()
  await mkdir(join(cwd, 'empty'))
  await writeFile(join(cwd, 'note'), '')
  await run('restore', 'copy.tar.gz', '--data', 'empty')
  t.equal(given.get(join(cwd, 'empty', 'install.json')), join(cwd, 'empty'), 'a folder that is there keeps its owner')
})

t.test('a copy says what it left out', async (t) => {
  const cwd = t.testdir({ old: { 'install.json': '{"key": "00"}', 'копия.tar.gz': '', open: {} } })
  const captured = captureHost({ cwd })
  await runProgram(['backup', 'copy.tar.gz', '--data', 'old'], captured.host)
  t.equal(captured.exitCode(), 0, captured.stderr())
  t.match(captured.stdout(), /Не скопированы чужие файлы, .*: копия\.tar\.gz\n$/)
})

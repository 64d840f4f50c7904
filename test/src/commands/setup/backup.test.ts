import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { type Files, systemFiles } from '../../../../drivers/files.ts'
import { runProgram } from '../../../../src/commands/program.ts'
import { filesAs } from '../../../../src/service/files-as.ts'
import { captureHost } from '../capture-host.ts'

t.test('what an administrator restores is written with the rights of the folder’s owner', async (t) => {
  const cwd = t.testdir({
    old: { 'install.json': '{"key": "00"}', open: {}, receipts: { '2026': { 'a.json': '{}' } } },
  })
  let asked: string[] = []
  const filesOf = async (folder: string): Promise<Files> => {
    asked.push(folder)
    return systemFiles
  }
  const run = async (...words: string[]) => {
    const captured = captureHost({ cwd, userName: 'root', filesOf })
    asked = []
    await runProgram(words, captured.host)
    return captured
  }
  t.equal((await run('backup', 'copy.tar.gz', '--data', 'old')).exitCode(), 0)
  t.same(asked, [join(cwd, 'old'), cwd], 'read as the one, written as the other')
  const root = join(cwd, 'service', 'shop')
  await mkdir(join(cwd, 'service'))
  const restored = await run('restore', 'copy.tar.gz', '--data', root)
  t.equal(restored.exitCode(), 0, restored.stderr())
  t.equal(await readFile(join(root, 'install.json'), 'utf8'), '{"key": "00"}')
  t.equal(await readFile(join(root, 'receipts/2026/a.json'), 'utf8'), '{}')
  t.same(asked, [join(cwd, 'service')], 'a new folder is made by the owner of that around it')
  await mkdir(join(cwd, 'empty'))
  await run('restore', 'copy.tar.gz', '--data', 'empty')
  t.same(asked, [join(cwd, 'empty')], 'a folder that is there keeps its owner')
})

/** An account that owns nothing here. */
const nobody = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

t.test(
  'a link in the place of a restored file leads root nowhere',
  { skip: isRoot ? false : 'for root' },
  async (t) => {
    const cwd = await mkdtemp(join(tmpdir(), 'restore-'))
    t.teardown(() => rm(cwd, { recursive: true }))
    await mkdir(join(cwd, 'old/open'), { recursive: true })
    await writeFile(join(cwd, 'old/install.json'), '{"key": "00"}')
    await writeFile(join(cwd, 'of-root'), 'of root', { mode: 0o600 })
    await mkdir(join(cwd, 'shop'))
    await chmod(cwd, 0o755)
    await chown(join(cwd, 'shop'), nobody.uid, nobody.gid)
    const filesOf = async (folder: string): Promise<Files> => {
      const files = filesAs(systemFiles, await stat(folder))
      // The account is quick: its link is there when the file is to be written.
      const plant = () => symlink(join(cwd, 'of-root'), join(cwd, 'shop/install.json')).catch(() => undefined)
      return {
        ...files,
        makeFolder: (path) =>
          files
            .makeFolder(path)
            .then(plant)
            .then(() => undefined),
      }
    }
    const run = async (...words: string[]) => {
      const captured = captureHost({ cwd, userName: 'root', filesOf })
      await runProgram(words, captured.host)
      return captured
    }
    t.equal((await run('backup', 'copy.tar.gz', '--data', 'old')).exitCode(), 0)
    t.equal((await run('restore', 'copy.tar.gz', '--data', 'shop')).exitCode(), 1)
    t.equal(await readFile(join(cwd, 'of-root'), 'utf8'), 'of root')
    t.equal((await stat(join(cwd, 'of-root'))).uid, 0)
  },
)

t.test('a copy says what it left out', async (t) => {
  const cwd = t.testdir({ old: { 'install.json': '{"key": "00"}', 'копия.tar.gz': '', open: {} } })
  const captured = captureHost({ cwd })
  await runProgram(['backup', 'copy.tar.gz', '--data', 'old'], captured.host)
  t.equal(captured.exitCode(), 0, captured.stderr())
  t.match(captured.stdout(), /Не скопированы чужие файлы, .*: копия\.tar\.gz\n$/)
})

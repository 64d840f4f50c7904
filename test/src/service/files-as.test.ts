import { chown, lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { systemFiles } from '../../../drivers/files.ts'
import { filesAs } from '../../../src/service/files-as.ts'

/** An account that owns nothing here. */
const nobody = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

t.test(
  'root does not follow links of a folder’s owner',
  { skip: isRoot ? false : 'only root can be misled' },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'files-as-'))
    t.teardown(() => rm(folder, { recursive: true }))
    const secret = join(folder, 'secret')
    await writeFile(secret, 'of root', { mode: 0o600 })
    const open = join(folder, 'shop')
    await systemFiles.makeFolder(open)
    await chown(folder, nobody.uid, nobody.gid)
    await chown(open, nobody.uid, nobody.gid)
    const link = join(open, 'link')
    await symlink(secret, link)
    const files = filesAs(systemFiles, nobody)
    await t.rejects(files.writeFile(link, 'taken over'), { code: 'EACCES' })
    await t.rejects(files.append(link, 'taken over'), { code: 'EACCES' })
    await t.rejects(files.readFile(link), { code: 'EACCES' })
    t.equal(await readFile(secret, 'utf8'), 'of root')
    t.equal((await stat(secret)).uid, 0)
    t.ok((await lstat(link)).isSymbolicLink())
    const [own] = await Promise.all([files.writeFile(join(open, 'own'), '1'), files.makeFolder(join(open, 'a', 'b'))])
    t.equal(own, undefined)
    for (const name of ['own', 'a', 'a/b']) t.equal((await stat(join(open, name))).uid, nobody.uid, name)
    t.equal(process.geteuid?.(), 0, 'root again')
    await t.resolves(systemFiles.readFile(secret))
  },
)

t.test('nothing changes for root’s own folders', async (t) => {
  t.equal(filesAs(systemFiles, { uid: 0, gid: 0 }), systemFiles)
})

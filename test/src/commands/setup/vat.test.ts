import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'jsonc-parser'
import t, { type Test } from 'tap'
import { systemFiles } from '../../../../drivers/files.ts'
import { matchesHash, parsePasswordHash } from '../../../../src/base/password-hash.ts'
import type { Host } from '../../../../src/commands/cli/host.ts'
import { runProgram } from '../../../../src/commands/program.ts'
import { hastyClock } from '../../../portal/hasty-clock.ts'
import { Portal } from '../../../portal/portal.ts'

import { captureHost } from '../capture-host.ts'

const file = `{
  // our shop
  "bitrix24": {
    "secret": "k3Jx9vQ2", "login": "shop", "password": "long-password", "inn": "7707083893",
    "vat": { "0": "none", "1": "none", "5": "20", "9": "10" }, // by hand
  },
  "registers": [
    { "id": "kkm-1", "taxSystem": 1, "connection": { "type": "simulated" } }
  ]
}
`

async function stage(t: Test, text = file) {
  const folder = t.testdir({})
  const path = join(folder, 'config.json')
  await writeFile(path, text)
  const clock = hastyClock()
  const portal = new Portal({ clock })
  portal.tables.vats.push(
    { id: 1, name: 'Без НДС', rate: null, excludeVat: 'Y' },
    { id: 2, name: 'НДС 0%', rate: 0, excludeVat: 'N' },
    { id: 3, name: 'НДС 22%', rate: 22, excludeVat: 'N' },
    { ID: '4', NAME: 'Без НДС (старый)', RATE: '0.00', ACTIVE: 'Y' },
    { id: 5, name: 'НДС 13%', rate: 13, excludeVat: 'N' },
  )
  const run = async (words: readonly string[], more: Partial<Host> = {}) => {
    const { host, stdout, stderr, exitCode } = captureHost({
      ...more,
      cwd: folder,
      clock,
      http: portal.http,
      env: { FISCAL_BRIDGE_WEBHOOK: portal.webhook },
    })
    await runProgram(words, host)
    return { said: stdout() + stderr(), code: exitCode(), text: await readFile(path, 'utf8') }
  }
  return { portal, run }
}

t.test('vat sync writes the table and nothing else', async (t) => {
  const { run } = await stage(t)
  const { said, code, text } = await run(['vat', 'sync'])
  t.equal(code, 0)
  t.same(parse(text).bitrix24.vat, { '0': 'none', '1': 'none', '2': '0', '3': '22', '4': 'none' })
  t.match(text, /\/\/ our shop[\s\S]*\/\/ by hand/)
  t.same(
    { ...parse(text), bitrix24: { ...parse(text).bitrix24, vat: 0 } },
    { ...parse(file), bitrix24: { ...parse(file).bitrix24, vat: 0 } },
  )
  t.match(said, /\* 3 «НДС 22%»: 22%, было: нет/)
  t.match(said, /! 5 «НДС 13%»: ставку 13% касса не знает.*20% из таблицы убрано/)
  t.match(said, /- 9: 10%, на портале нет; убрано/)
  t.notMatch(said, /^- 0:/m, 'id 0 is no record of the portal')
  t.match(await run(['vat', 'sync']), { said: /уже такая/, text })
})

t.test('the settings are replaced whole, with their owner and rights, or not at all', async (t) => {
  const { run } = await stage(t)
  const kept: string[] = []
  const keep = (what: string) => async (path: string, like: string) => {
    kept.push(`${what} ${basename(path)} as ${basename(like)}`)
  }
  const full = { ...systemFiles, rename: () => Promise.reject(new Error('the power is gone')) }
  t.match(await run(['vat', 'sync'], { files: full }), { text: file, code: 1 })
  const { code } = await run(['vat', 'sync'], { copyOwner: keep('owner'), copyMode: keep('mode') })
  t.equal(code, 0)
  t.same(kept, ['owner config.json.new as config.json', 'mode config.json.new as config.json'])
})

t.test('--dry-run only shows', async (t) => {
  const { run } = await stage(t)
  t.match(await run(['vat', 'sync', '--dry-run']), { said: /Файл не изменён/, text: file, code: 0 })
})

t.test('a table of more than one page', async (t) => {
  const { portal, run } = await stage(t)
  for (let id = 10; id < 130; id += 1) portal.tables.vats.push({ id, name: `НДС ${id}`, rate: 20, excludeVat: 'N' })
  const { text } = await run(['vat', 'sync'])
  t.equal(parse(text).bitrix24.vat['129'], '20')
  t.equal(portal.calls.length, 3)
})

t.test("nothing of the example's table stays, and an empty list of the portal's is no table", async (t) => {
  const example = await readFile('config.example.json', 'utf8')
  const { portal, run } = await stage(t, example)
  const { text } = await run(['vat', 'sync'])
  t.same(Object.keys(parse(text).bitrix24.vat), ['1', '2', '3', '4'])
  portal.tables.vats.length = 0
  t.match(await run(['vat', 'sync']), { said: /не назвал ни одной ставки/, text, code: 1 })
})

t.test('nothing is written when the portal refuses', async (t) => {
  const { portal, run } = await stage(t)
  portal.broken = { status: 400, text: '{"error":200040300010,"error_description":"Access Denied"}' }
  t.match(await run(['vat', 'sync']), { said: /200040300010.*администратор портала/, text: file, code: 1 })
})

t.test('password prints a hash that fits', async (t) => {
  const ask = async (answer: string) => {
    const captured = captureHost({ readSecret: async () => answer })
    await runProgram(['password'], captured.host)
    return captured
  }
  const hash = parsePasswordHash((await ask('correct horse')).stdout().trim())
  t.ok(hash !== undefined && (await matchesHash('correct horse', hash)))
  const short = await ask('short')
  t.match(short.stderr(), /короче 8/)
  t.equal(short.exitCode(), 1)
})

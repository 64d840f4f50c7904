import t from 'tap'
import { hashPassword, matchesHash, parsePasswordHash } from '../../../src/base/password-hash.ts'
import { redactor } from '../../../src/base/redactor.ts'
import { accessGuard } from '../../../src/bitrix24/access.ts'
import { readBody } from '../../../src/bitrix24/request/body.ts'
import { credentialsOf } from '../../../src/bitrix24/request/credentials.ts'
import { codeOf } from '../../../src/bitrix24/texts/problem.ts'
import type { AccessSettings } from '../../../src/config/bitrix-settings.ts'
import { buildForm } from './php-form.ts'
import { sampleData } from './samples.ts'

const key = new Uint8Array(32).fill(7)
const salt = new Uint8Array(16).fill(3)
const settings: AccessSettings = { secret: 'demo', login: 'shop-bridge', password: 'demo-secret-1', inn: '7707083893' }
const right = { login: 'shop-bridge', password: 'demo-secret-1', inn: '7707083893', mode: 'ACTIVE' }

const verdict = async (change: Partial<typeof right>, changed: Partial<AccessSettings> = {}): Promise<string> => {
  const access = await accessGuard({ ...settings, ...changed }, key).check({ ...right, ...change })
  return access.ok ? access.mode : codeOf(access.problem)
}

t.test('login, password, INN, mode', async (t) => {
  t.equal(await verdict({}), 'ACTIVE')
  t.equal(await verdict({ mode: 'TEST' }), 'TEST')
  t.equal(await verdict({ login: '' }), 'B24-202')
  t.equal(await verdict({ password: '' }), 'B24-202')
  t.equal(await verdict({ login: 'shop-bridgE' }), 'B24-203')
  t.equal(await verdict({ password: 'demo-secret-2' }), 'B24-203')
  t.equal(await verdict({ inn: '' }), 'B24-204')
  t.equal(await verdict({ inn: '7707083894' }), 'B24-205')
})

t.test('a mode is never guessed', async (t) => {
  for (const mode of ['', 'active', 'LIVE', 'constructor']) t.equal(await verdict({ mode }), 'B24-206', mode)
  const otherModes = { '': 'TEST', LIVE: 'ACTIVE' } as const
  t.equal(await verdict({ mode: '' }, { otherModes }), 'TEST')
  t.equal(await verdict({ mode: 'LIVE' }, { otherModes }), 'ACTIVE')
  t.equal(await verdict({ mode: 'constructor' }, { otherModes }), 'B24-206')
})

t.test('the secret of the address', async (t) => {
  const guard = accessGuard(settings, key)
  t.ok(guard.knowsSecret('demo'))
  t.notOk(guard.knowsSecret('demO'))
  t.notOk(guard.knowsSecret(''))
})

t.test('a hashed password', async (t) => {
  const password = await hashPassword('demo-secret-1', salt)
  t.match(password, /^scrypt\$16384\$8\$1\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$/)
  t.equal(await verdict({}, { password }), 'ACTIVE')
  t.equal(await verdict({ password: 'demo-secret-2' }, { password }), 'B24-203')
  t.equal(await verdict({ password }, { password }), 'B24-203', 'the hash is not the password')

  const guard = accessGuard({ ...settings, password }, key)
  const together = await Promise.all([guard.check(right), guard.check({ ...right, password: 'x' }), guard.check(right)])
  t.strictSame(
    together.map(({ ok }) => ok),
    [true, false, true],
  )
  const start = performance.now()
  for (let time = 0; time < 200; time += 1) await guard.check(right)
  t.ok((performance.now() - start) / 200 < 1, 'a proven password costs no scrypt')
  t.notOk((await guard.check({ ...right, password: 'x' })).ok, 'another one still does')
})

t.test('hashes of other costs and broken ones', async (t) => {
  for (const text of [
    'scrypt$',
    'scrypt$15$8$1$AA==$AA==',
    'scrypt$1$8$1$AA==$AA==',
    'scrypt$8388608$8$1$AA==$AA==',
    'scrypt$16$0$1$AA==$AA==',
  ]) {
    t.equal(parsePasswordHash(text), undefined, text)
    t.equal(await verdict({}, { password: text }), 'B24-203')
  }
  const cheap = parsePasswordHash('scrypt$2$1$1$AAAA$AAAA')
  t.equal(cheap && (await matchesHash('x', cheap)), false)
})

t.test('credentials of a request', async (t) => {
  const read = (body: string) => {
    const result = readBody(Buffer.from(body))
    if (!result.ok) throw new Error(result.problem.key)
    return result.fields
  }
  t.strictSame(credentialsOf(read(buildForm(sampleData('sell-cash-grocery')))), { ...right, mode: 'TEST' })
  t.strictSame(credentialsOf(read('cashbox_params=x')), { login: '', password: '', inn: '', mode: '' })
  t.strictSame(credentialsOf(read('cashbox_params[AUTH][LOGIN][x]=1&cashbox_params[COMPANY][INN]=%ff')), {
    login: '',
    password: '',
    inn: '',
    mode: '',
  })
})

t.test('secrets are blotted out', async (t) => {
  const redact = redactor(['demo-secret-1', 'p@ss word', 'abc', 'demo-secret-1-long'])
  t.equal(redact('x demo-secret-1-long demo-secret-1 p@ss word p%40ss%20word abc'), 'x *** *** *** *** abc')
})

import t from 'tap'
import { extendedErrors } from '../../../drivers/atol/errors/extended-errors.ts'
import { atolErrors, errorCodes, toRegisterError } from '../../../drivers/atol/errors.ts'
import { fromHex } from '../../../drivers/bytes.ts'
import { registerErrors } from '../../../drivers/register-error.ts'

t.test('the table is whole and consistent', async (t) => {
  t.equal(Object.keys(atolErrors).length, 160)
  t.equal(Object.keys(extendedErrors).length, 24)
  const entries = [...Object.values(atolErrors), ...Object.values(extendedErrors)]
  t.equal(new Set(entries.map(({ key }) => key)).size, entries.length, 'keys are unique')
  for (const entry of entries) {
    t.ok(registerErrors[entry.registerCode], entry.key)
    t.match(entry.key, /^[A-Z0-9_]+$/)
    t.match(entry.english, /^[\x20-\x7e–]+$/)
  }
  for (const code of Object.values(errorCodes)) t.ok(atolErrors[code], `${code}`)
})

t.test('an error of the register, for the log and for people', async (t) => {
  const error = toRegisterError('closeReceipt', 0x67, 'unknown')
  t.match(error, { name: 'RegisterError', code: 'NO_PAPER', outcome: 'unknown', remedy: 'operator' })
  t.equal(error.message, 'closeReceipt: NO_PAPER (67h) no paper')
  t.strictSame(error.reason, { code: 'ATOL_NO_PAPER', values: {} })
  t.match(toRegisterError('enterMode', 0x88, 'not-registered'), { code: 'SHIFT_EXPIRED', outcome: 'not-registered' })
  t.match(toRegisterError('cashOut', 0x98, 'not-registered'), { code: 'CASH' })
})

t.test('an extended error', async (t) => {
  const missing = toRegisterError('endItem', 0xee, 'not-registered', {
    command: 0xeb,
    code: 0x0206,
    details: fromHex('03 F0 00 00'),
  })
  t.equal(missing.code, 'RECEIPT_REFUSED')
  t.strictSame(missing.reason, { code: 'ATOL_TAG_MISSING', values: { tag: 1008 } })
  t.match(missing.message, /REQUISITE_MISSING \(0206h\)/)
  t.equal(toRegisterError('endItem', 0xee, 'not-registered').code, 'PROTOCOL')
  const other = { command: 0xeb, code: 0x0206, details: new Uint8Array(0) }
  t.match(toRegisterError('endItem', 0x66, 'unknown', other), { code: 'STATE' }, 'register 55 belongs to EEh only')
  t.equal(toRegisterError('endItem', 0xee, 'unknown', other).reason.code, 'ATOL_REQUISITE_MISSING')
})

t.test('codes that nobody knows', async (t) => {
  t.match(toRegisterError('x', 0x02, 'unknown'), {
    code: 'PROTOCOL',
    outcome: 'unknown',
    reason: { code: 'ATOL_UNKNOWN', values: { error: '02h' } },
  })
  const unknown = { command: 0xe8, code: 0x0999, details: new Uint8Array(0) }
  t.match(toRegisterError('x', 0xee, 'unknown', unknown), { code: 'PROTOCOL', reason: { values: { error: '0999h' } } })
})

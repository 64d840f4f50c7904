import t, { type Test } from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { printEndpoint } from '../../../src/bitrix24/print-endpoint.ts'
import { demoReceipt } from '../../../src/commands/daemon/demo-receipt.ts'
import { bitrixDefaults } from '../../../src/config/bitrix-settings.ts'
import type { Config } from '../../../src/config/config.ts'
import { Stage } from '../stage.ts'

const old = 'portal-secret'
const present = 'another-secret'
const check = { uuid: 'check|shop|77' }

/** A shop whose administrator changed the URL secret after one check was accepted; its register has no paper. */
async function rotated(t: Test) {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.paper('out')
  const uuid = String((await stage.print(check))['UUID'])
  const bitrix24: Config['bitrix24'] = { ...stage.config.bitrix24, secret: present }
  stage.config = { ...stage.config, bitrix24 }
  await stage.restart()
  return { stage, uuid }
}

/** The check with another cashbox card. */
const carded = (AUTH: object, INN = '7707083893', MODE = 'ACTIVE'): object => ({
  ...check,
  cashbox_params: { AUTH: { ...demoReceipt.cashbox_params.AUTH, ...AUTH }, COMPANY: { INN }, INTERACTION: { MODE } },
})

const receiptsOn = (stage: Stage): number => stage.documents().filter((code) => code === 3).length

t.test('CHECK under the old secret is answered while its receipt is open, and only for that receipt', async (t) => {
  const { stage, uuid } = await rotated(t)
  const other = String((await stage.print({}, present))['UUID'])
  stage.register.control.paper('present')
  await stage.clock.advance(60_000)
  t.equal(receiptsOn(stage), 2)
  t.match(await stage.check(uuid, 'guess'), { STATUS: 'WAIT' })
  t.match(await stage.check(other, old), { STATUS: 'WAIT' }, 'accepted under the present one')
  t.match(await stage.check(uuid, old), { STATUS: 'DONE', UUID: uuid })
  t.match(await stage.check(uuid, old), { STATUS: 'WAIT' }, 'it is told: the old secret is no good any more')
  t.match(await stage.check(uuid, present), { STATUS: 'DONE' })
})

t.test('PRINT of a known check under its old secret is a repeat, open or printed', async (t) => {
  const { stage, uuid } = await rotated(t)
  t.strictSame(await stage.print(check, old), { UUID: uuid })
  stage.register.control.paper('present')
  await stage.clock.advance(60_000)
  t.match(await stage.check(uuid, present), { STATUS: 'DONE' })
  t.strictSame(await stage.print({ ...check, total_sum: '1' }, old), { UUID: uuid }, 'whatever became of its content')
  t.strictSame(await stage.print(check, present), { UUID: uuid })
  await stage.clock.advance(60_000)
  t.equal(receiptsOn(stage), 1)
})

t.test('all else under an old secret is refused alike', async (t) => {
  const { stage } = await rotated(t)
  await stage.print({ uuid: 'check|shop|78' }, present)
  await stage.print(carded({}, '7707083893', 'TEST'), present)
  const wrong: readonly (readonly [object, string])[] = [
    [{}, old],
    [{ uuid: 'check|shop|78' }, old],
    [check, 'guess'],
    [{ ...check, uuid: '' }, old],
    [carded({ LOGIN: 'another' }), old],
    [carded({ PASSWORD: 'another' }), old],
    [carded({}, '7702691545'), old],
    [carded({}, '7707083893', 'TEST'), old],
    [carded({}, '7707083893', 'rubbish'), old],
    [carded({ LOGIN: 'another' }), 'guess'],
  ]
  const [first] = wrong
  if (first === undefined) throw new Error('there are some')
  const expected = JSON.stringify(await stage.print(...first))
  t.match(expected, /B24-201/)
  for (const [more, under] of wrong.slice(1)) t.equal(JSON.stringify(await stage.print(more, under)), expected)
  t.match(await stage.print(carded({ PASSWORD: 'another' }), old), { ERRORS: [/^B24-208/] }, 'each one counted')
  t.match(await stage.print(check, old), { ERRORS: [/^B24-208/] }, 'guessing is over')
})

t.test('a refused check that would be tried anew needs the present secret', async (t) => {
  const { stage, uuid } = await rotated(t)
  await stage.decide(uuid, { kind: 'cancel' })
  await stage.clock.advance(10_000)
  t.match(await stage.check(uuid, old), { STATUS: 'ERROR' })
  t.match(await stage.print(check, old), { ERRORS: [/^B24-201/] })
  t.strictSame(await stage.print(check, present), { UUID: uuid })
})

t.test('whoever guesses the secret never has a login looked at, nor the store once there were too many', async (t) => {
  let allows = true
  let looks = 0
  const print = printEndpoint({
    settings: { ...bitrixDefaults, secret: present, login: 'l', password: 'p', inn: '7707083893', vat: {} },
    access: { knowsSecret: () => false, check: () => Promise.reject(new Error('a login was looked at')) },
    wrongSecrets: { allows: () => allows, count: () => allows },
    wrongLogins: { allows: () => allows, count: () => allows },
    intake: {
      accept: () => Promise.reject(new Error('nothing is accepted')),
      answered: () => Promise.reject(new Error('nothing is told')),
      modesUnder: async () => {
        looks += 1
        return []
      },
    },
    destinationOf: async () => undefined,
    log: silentLog,
    onShopContact: () => undefined,
    onRefused: () => t.fail('a stranger is no portal of ours'),
  })
  const request = { urlSecret: 'guess', body: Buffer.from('uuid=check|shop|77'), source: '10.0.0.1' }
  t.match(await print(request), /B24-201/)
  t.equal(looks, 1)
  allows = false
  t.match(await print(request), /B24-208/)
  t.equal(looks, 1)
})

import t from 'tap'
import { hashPassword } from '../../../../src/base/password-hash.ts'
import { restClass } from '../../../portal/cashbox-methods.ts'
import { address, portalStage, settings, setup } from './portal-stage.ts'

t.test('setup twice leaves one handler and one cashbox', async (t) => {
  const { portal, run } = await portalStage(t)
  const first = await run(setup)
  t.match(first, { said: /Обработчик fiscal_bridge добавлен[\s\S]*Касса «.*00106100000042.*» добавлена/, code: 0 })
  const second = await run([...setup, '--mode', 'TEST'])
  t.match(second, { said: /обновлён[\s\S]*обновлена[\s\S]*Режим TEST/, code: 0 })
  t.equal(portal.tables.handlers.size, 1)
  t.equal(portal.tables.cashboxes.size, 1)
  t.match([...portal.tables.handlers.values()][0], {
    CODE: 'fiscal_bridge',
    SETTINGS: {
      PRINT_URL: 'https://kassa.shop.ru/bitrix24/k3Jx9vQ2/print',
      CHECK_URL: 'https://kassa.shop.ru/bitrix24/k3Jx9vQ2/check',
      HTTP_VERSION: '1.1',
      SUPPORTS_FFD105: 'Y',
      CONFIG: { AUTH: { ITEMS: { LOGIN: { REQUIRED: 'Y' }, PASSWORD: { REQUIRED: 'Y' } } } },
    },
  })
  t.match([...portal.tables.cashboxes.values()][0], {
    NUMBER_KKM: '00106100000042',
    OFD: 'bx_firstofd',
    ACTIVE: 'Y',
    SETTINGS: {
      REST: { REST_CODE: 'fiscal_bridge' },
      AUTH: { LOGIN: 'shop', PASSWORD: 'long-password' },
      COMPANY: { INN: '7707083893' },
      INTERACTION: { MODE: 'TEST' },
    },
  })
})

t.test('setup mends a handler of an older version', async (t) => {
  const { portal, run } = await portalStage(t)
  portal.tables.handlers.set(77, { CODE: 'fiscal_bridge', NAME: 'old', SETTINGS: { PRINT_URL: 'https://old/print' } })
  t.match(await run(['bitrix24', 'status', ...address]), {
    said: /! PRINT_URL: на портале https:\/\/old\/print/,
    code: 1,
  })
  await run(setup)
  t.match(await run(['bitrix24', 'status', ...address]), { said: /Портал и мост согласны/, code: 0 })
  t.same([...portal.tables.handlers.keys()], [77])
})

t.test('status tells line by line', async (t) => {
  const { portal, run } = await portalStage(t)
  t.match(await run(['bitrix24', 'status', ...address]), {
    said: /! Обработчик fiscal_bridge: на портале нет[\s\S]*! Касса .*: на портале нет[\s\S]*Расхождений: 2/,
    code: 1,
  })
  await run(setup)
  for (const row of portal.tables.cashboxes.values()) row['ACTIVE'] = 'N'
  t.match(await run(['bitrix24', 'status', ...address]), { said: /! Касса .* выключена/, code: 1 })
  t.match(await run(['bitrix24', 'status', '--public-url', 'https://other.ru']), { said: /нужно https:\/\/other\.ru/ })
})

t.test('remove takes away ours and nothing else', async (t) => {
  const { portal, run } = await portalStage(t)
  await run(setup)
  portal.tables.cashboxes.set(90, {
    NAME: 'Чужая',
    NUMBER_KKM: '1',
    HANDLER: restClass,
    SETTINGS: { REST: { REST_CODE: 'other' } },
  })
  t.match(await run(['bitrix24', 'remove']), {
    said: /Касса .* удалена[\s\S]*Обработчик fiscal_bridge удалён/,
    code: 0,
  })
  t.equal(portal.tables.handlers.size, 0)
  t.same([...portal.tables.cashboxes.keys()], [90])
  t.match(await run(['bitrix24', 'remove']), { said: /удалять нечего/, code: 1 })
})

t.test('a hashed password is asked for and proven', async (t) => {
  const password = await hashPassword('long-password', new Uint8Array(16))
  const { portal, run } = await portalStage(t, { ...settings, bitrix24: { ...settings.bitrix24, password } })
  t.match(await run(setup, 'something else'), { said: /не подходит к хешу/, code: 1 })
  t.equal(portal.tables.handlers.size, 0)
  t.match(await run(setup, 'long-password'), { code: 0 })
  t.match([...portal.tables.cashboxes.values()][0], { SETTINGS: { AUTH: { PASSWORD: 'long-password' } } })
})

t.test('troubles of the portal are told', async (t) => {
  const { portal, run } = await portalStage(t)
  portal.down = true
  t.match(await run(setup), { said: /Портал недоступен \(ECONNREFUSED\)/, code: 1 })
  portal.down = false
  t.match(await run([...setup, '--webhook', 'https://shop.example.ru/rest/1/otherotherother/']), {
    said: /INVALID_CREDENTIALS\)\. Проверьте адрес вебхука/,
    code: 1,
  })
  portal.broken = { status: 403, text: '{"error":"ACCESS_DENIED","error_description":"Access denied!"}' }
  t.match(await run(setup), { said: /администратор CRM/, code: 1 })
  t.match(await run([...setup.slice(0, -4), '--ofd', 'mine', '--email', 'a@b.ru']), { said: /mine/, code: 1 })
  t.match(await run(['bitrix24', 'status', '--public-url', 'http://kassa.shop.ru']), { said: /https/, code: 1 })
})

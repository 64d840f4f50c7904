import { readFile } from 'node:fs/promises'
import { parse } from 'jsonc-parser'
import t, { type Test } from 'tap'
import { printUrlOf, restClass } from '../../../portal/cashbox-methods.ts'
import type { Portal } from '../../../portal/portal.ts'
import { type Row, restCodeOf } from '../../../portal/rest-tables.ts'
import { type VariantName, variants } from '../../../portal/variants.ts'
import { address, portalStage, settings, setup } from './portal-stage.ts'

const ofdru = setup.map((word) => (word === 'bx_firstofd' ? 'bx_ofdruofd' : word))
const status = ['bitrix24', 'status', ...address]
const numberKkm = '00106100000042'

/** Cashboxes that are nobody's business of ours: another vendor's with our number, and the portal's own old one. */
const strangers: ReadonlyMap<number, Row> = new Map([
  [
    901,
    {
      NAME: 'Касса другой фирмы',
      HANDLER: restClass,
      NUMBER_KKM: numberKkm,
      OFD: 'bx_taxcomofd',
      SETTINGS: { REST: { REST_CODE: 'other_vendor' }, AUTH: { LOGIN: 'their', PASSWORD: 'their-password' } },
    },
  ],
  [
    902,
    { NAME: 'Битрикс.Касса', HANDLER: '\\Bitrix\\Sale\\Cashbox\\CashboxBitrix', NUMBER_KKM: numberKkm, SETTINGS: [] },
  ],
])

const oursOf = ({ tables }: Portal): [number, Row][] =>
  [...tables.cashboxes].filter(([, row]) => restCodeOf(row) === 'fiscal_bridge')

/** The one cashbox of ours. */
function ourOf(portal: Portal): { id: number; row: Row } {
  const [one] = oursOf(portal)
  if (one === undefined) throw new Error('no cashbox of ours')
  return { id: one[0], row: one[1] }
}

async function stage(t: Test, variant: VariantName) {
  const staged = await portalStage(t, settings, variant)
  for (const [id, row] of strangers) staged.portal.tables.cashboxes.set(id, structuredClone(row))
  staged.portal.tables.handlers.set(900, {
    CODE: 'other_vendor',
    NAME: 'Other',
    SETTINGS: { PRINT_URL: 'https://other/' },
  })
  const untouched = (when: string): void => {
    const { cashboxes, handlers } = staged.portal.tables
    t.same(new Map([...cashboxes].filter(([id]) => strangers.has(id))), strangers, `${when}: strangers are untouched`)
    t.ok(handlers.has(900), `${when}: their handler stands`)
  }
  return { ...staged, untouched }
}

for (const name of Object.keys(variants) as VariantName[]) {
  const { cashboxList, cards, seller } = variants[name]
  const blind = cashboxList === 'none'

  t.test(`${name}: setup twice, status, remove`, async (t) => {
    const { portal, run, untouched } = await stage(t, name)
    t.match(await run(ofdru), { said: /Обработчик fiscal_bridge добавлен[\s\S]*добавлена/, code: 0 })
    t.match(
      [...portal.tables.handlers.values()].at(-1),
      { SETTINGS: { SUPPORTS_FFD105: 'Y' } },
      'all types come at once',
    )
    untouched('setup')
    t.match(await run(status), { said: /Портал и мост согласны/, code: 0 }, 'status after the first')

    const second = await run([...ofdru, '--mode', 'TEST'])
    t.match(second, { said: /обновлён/, code: 0 })
    t.match(second.said, blind ? /\? .*второй раз не добавлена[\s\S]*bitrix24 remove/ : /Касса .* обновлена/)
    untouched('setup again')
    t.equal(oursOf(portal).length, 1, 'one cashbox')
    t.equal(portal.tables.handlers.size, 2, 'one handler beside theirs')
    const { id, row } = ourOf(portal)
    t.equal(
      printUrlOf(portal.tables, id),
      'https://kassa.shop.ru/bitrix24/k3Jx9vQ2/print',
      'it still has its addresses',
    )
    t.match(row, { OFD_SETTINGS: { [seller]: { INN: '7707083893' } } }, 'the link to a receipt holds the INN')
    t.match(row, { SETTINGS: { INTERACTION: { MODE: blind ? 'ACTIVE' : 'TEST' } } })
    t.match([...portal.tables.handlers.values()].at(-1), { SETTINGS: { SUPPORTS_FFD105: 'Y', HTTP_VERSION: '1.1' } })

    t.match(await run([...status, '--mode', 'TEST']), { said: /Портал и мост согласны/, code: 0 })
    untouched('status')
    t.match(await run(['bitrix24', 'remove']), {
      said: /Касса .*удалена[\s\S]*Обработчик fiscal_bridge удалён/,
      code: 0,
    })
    t.same([...portal.tables.cashboxes.keys()], [...strangers.keys()])
    t.same([...portal.tables.handlers.keys()], [900])
    untouched('remove')
    t.match(await run(ofdru), { said: /добавлена/, code: 0 }, 'and everything anew')
  })

  t.test(`${name}: status tells what is wrong in the card, or that it cannot be seen`, async (t) => {
    const { portal, run } = await stage(t, name)
    await run(ofdru)
    const { row } = ourOf(portal)
    row['SETTINGS'] = {
      REST: { REST_CODE: 'fiscal_bridge' },
      AUTH: { LOGIN: 'someone', PASSWORD: 'something' },
      COMPANY: { INN: '500100732259' },
      INTERACTION: { MODE: 'TEST' },
    }
    row['OFD_SETTINGS'] = { OFD_MODE: { IS_TEST: 'Y' } }
    const { said, code } = await run(status)
    if (!cards) {
      t.match(said, /\? .*сверить нельзя[\s\S]*согласны; сверить нельзя: /)
      t.equal(code, 0, 'unseen is not wrong')
      return
    }
    t.match(said, /! .*LOGIN: someone, нужно shop/)
    t.match(said, /! .*INN: 500100732259, нужно 7707083893/)
    t.match(said, /! .*PASSWORD: не тот/)
    t.match(said, /! .*MODE: TEST \(учебный.*--mode TEST/)
    t.match(said, /! .*SELLER\.INN: не задано, нужно 7707083893/)
    t.match(said, /! .*тестовый режим ОФД/)
    t.notMatch(said, /something|their-password/)
    t.equal(code, 1)
    await run(ofdru)
    t.match(await run([...status, '--ofd', 'bx_ofdruofd']), { said: /согласны\./, code: 0 }, 'setup mends it all')
    t.match(await run([...status, '--ofd', 'bx_firstofd']), { said: /! ОФД .*bx_ofdruofd, нужно bx_firstofd/, code: 1 })
  })

  t.test(`${name}: vat sync`, async (t) => {
    const { portal, run } = await stage(t, name)
    portal.tables.vats.push(
      { id: 1, name: 'Без НДС', rate: null, excludeVat: 'Y' },
      { id: 7, name: 'НДС 22%', rate: 22 },
    )
    t.match(await run(['vat', 'sync', '--dry-run']), { said: /\* 7 «НДС 22%»: 22%, было: нет/, code: 0 })
  })

  // Elsewhere it cannot be seen.
  if (cards) {
    t.test(`${name}: a cashbox without its REST part is found`, async (t) => {
      const { portal, run, untouched } = await stage(t, name)
      await run(ofdru)
      const { id, row } = ourOf(portal)
      row['SETTINGS'] = { AUTH: { LOGIN: 'shop', PASSWORD: 'long-password' } }
      t.match(await run(status), { said: /! .*потеряла связь с обработчиком/, code: 1 })
      t.match(await run(ofdru), { said: /! .*потеряла связь[\s\S]*добавлена/, code: 1 })
      t.equal(oursOf(portal).length, 1, 'a working one stands beside it')
      portal.tables.cashboxes.delete(id)
      t.match(await run(status), { said: /согласны/, code: 0 })
      untouched('all')
    })
  }
}

t.test('cashboxes that are gone come back where the list can be believed', async (t) => {
  const { portal, run } = await portalStage(t)
  await run(setup)
  portal.tables.cashboxes.clear()
  t.match(await run(status), { said: /на портале нет/, code: 1 })
  t.match(await run(setup), { said: /добавлена/, code: 0 })
  t.equal(portal.tables.cashboxes.size, 1)
})

t.test('a cashbox of ours that was renamed is known by its card; a second one is named', async (t) => {
  const { portal, run } = await portalStage(t)
  await run(setup)
  const { id, row } = ourOf(portal)
  row['NAME'] = 'Касса на Ленина'
  t.match(await run(setup), { said: /обновлена/, code: 0 })
  t.equal(portal.tables.cashboxes.size, 1)
  portal.tables.cashboxes.set(950, structuredClone(portal.tables.cashboxes.get(id) ?? {}))
  t.match(await run(status), { said: /! .*\(ID 950\): лишняя/, code: 1 })
  t.match(await run(setup), { said: /! .*\(ID 950\) лишняя/, code: 1 })
})

t.test(
  'two bridges of one portal keep to their own cashboxes, also where the portal does not tell whose is whose',
  async (t) => {
    const { portal, run } = await portalStage(t, settings, 'documentation')
    await run(setup)
    await run([...setup, '--code', 'second_shop'])
    t.equal(portal.tables.cashboxes.size, 2)
    t.match(await run(['bitrix24', 'remove', '--code', 'second_shop']), { said: /удалён/, code: 0 })
    t.equal(oursOf(portal).length, 1)
    t.equal(portal.tables.cashboxes.size, 1)
  },
)

t.test("the owner's key of an OFD outlives another setup", async (t) => {
  const yarus = setup.map((word) => (word === 'bx_firstofd' ? 'bx_yarusofd' : word))
  for (const variant of ['22.800', 'documentation'] as const) {
    const { portal, run } = await portalStage(t, settings, variant)
    t.match(await run(yarus), { said: /\? Впишите .*ключ API/, code: 0 })
    if (variants[variant].cards) t.match(await run(status), { said: /! .*AUTH\.INN: не задано/, code: 1 })
    const { row } = ourOf(portal)
    row['OFD_SETTINGS'] = { AUTH: { INN: 'owner-key' } }
    await run(yarus)
    t.match(ourOf(portal).row, { OFD_SETTINGS: { AUTH: { INN: 'owner-key' } } }, variant)
    const { said } = await run(status)
    t.match(said, /согласны/)
    t.notMatch(said, /owner-key/)
  }
})

t.test('the example of the settings can be set up', async (t) => {
  const example = parse(await readFile('config.example.json', 'utf8'))
  const { portal, run } = await portalStage(t, example)
  const { code } = await run(setup)
  t.equal(code, 0)
  t.equal(portal.tables.cashboxes.size, 1)
})

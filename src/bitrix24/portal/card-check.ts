import type { Mode } from '../../record/identity.ts'
import type { OurCashbox } from './our-cashboxes.ts'
import type { PlannedCard } from './portal-plan.ts'
import { type Caller, mapOf, type PortalMap, textOf } from './portal-state.ts'
import { fine, type Remark, unknown, wrong } from './remark.ts'

const setUpAgain = 'Выполните bitrix24 setup.'

/** The value of a field of a card: section and key. */
const filledIn = (values: PortalMap, section: string, key: string): string => textOf(mapOf(values[section])[key])

const orNothing = (value: string): string => (value === '' ? 'не задано' : value)

/** Compares what the administrator, or setup, filled in: with a wrong value every receipt is refused. No password is shown. */
export async function* checkCard(cashbox: OurCashbox, planned: PlannedCard, mode: Mode): AsyncGenerator<Remark> {
  const { card, name } = cashbox
  const title = `Карточка кассы «${name}»`
  if (card.kind !== 'read') {
    yield unknown(`${title}: этот портал её не показывает, логин, пароль, ИНН и режим сверить нельзя.`)
    return
  }
  const { values } = card
  for (const [section, key, wanted] of [
    ['AUTH', 'LOGIN', planned.login],
    ['COMPANY', 'INN', planned.inn],
  ] as const) {
    const there = filledIn(values, section, key)
    yield there === wanted
      ? fine(`${title}, ${key}: ${there}`)
      : wrong(`${title}, ${key}: ${orNothing(there)}, нужно ${wanted}. ${setUpAgain}`)
  }
  yield (await planned.isPassword(filledIn(values, 'AUTH', 'PASSWORD')))
    ? fine(`${title}, PASSWORD: подходит`)
    : wrong(`${title}, PASSWORD: не тот, чеки отклоняются. ${setUpAgain}`)
  yield checkMode(title, filledIn(values, 'INTERACTION', 'MODE'), planned, mode)
}

const modeWords: Readonly<Record<Mode, string>> = { ACTIVE: 'боевой', TEST: 'учебный, чеки не настоящие' }

function checkMode(title: string, there: string, { modeOf }: PlannedCard, wanted: Mode): Remark {
  const meant = modeOf(there)
  if (meant === undefined) return wrong(`${title}, MODE: ${orNothing(there)}, мост такого не знает. ${setUpAgain}`)
  return meant === wanted
    ? fine(`${title}, MODE: ${there} (${modeWords[meant]})`)
    : wrong(
        `${title}, MODE: ${there} (${modeWords[meant]}), нужно ${wanted}. ${setUpAgain} Если так и задумано, сверяйте с --mode ${meant}.`,
      )
}

/** Compares the OFD and what its link to a receipt is made of. Throws OperatorError. */
export async function* checkOfd(
  client: Caller,
  { name, ofd, card }: OurCashbox,
  { inn }: PlannedCard,
  expected: { readonly mode: Mode; readonly ofd: string | undefined },
  signal: AbortSignal,
): AsyncGenerator<Remark> {
  const title = `ОФД кассы «${name}»`
  if (ofd === '') {
    yield wrong(`${title}: не задан, покупатель не увидит ссылки на чек. Выполните bitrix24 setup с --ofd.`)
    return
  }
  yield expected.ofd === undefined || expected.ofd === ofd
    ? fine(`${title}: ${ofd}`)
    : wrong(`${title}: ${ofd}, нужно ${expected.ofd}. Выполните bitrix24 setup.`)
  const values = card.kind === 'read' ? card.ofd : undefined
  const form = await client.call('sale.ofd.settings.get', { OFD: ofd }, signal)
  if (values === undefined || !form.ok) {
    yield unknown(`${title}: этот портал не показывает настроек ОФД, сверить их нельзя.`)
    return
  }
  yield* checkOfdFields(title, mapOf(form.result), values, inn)
  if (filledIn(values, 'OFD_MODE', 'IS_TEST') === 'Y' && expected.mode === 'ACTIVE') {
    yield wrong(`${title}: включён тестовый режим ОФД, ссылки на чеки не откроются. ${setUpAgain}`)
  }
}

/** Sections of the seller: SELLER in the source, SELLER_INFO in the documentation. */
const sellers: ReadonlySet<string> = new Set(['SELLER', 'SELLER_INFO'])

/** `form`: what this portal's class of the OFD asks for: section -> {ITEMS: key -> …}. */
function* checkOfdFields(title: string, form: PortalMap, values: PortalMap, inn: string): Generator<Remark> {
  for (const [section, description] of Object.entries(form)) {
    if (section === 'OFD_MODE') continue
    for (const key of Object.keys(mapOf(mapOf(description)['ITEMS']))) {
      const there = filledIn(values, section, key)
      const isInn = key === 'INN' && sellers.has(section)
      if (isInn) {
        yield there === inn
          ? fine(`${title}, ${section}.${key}: ${there}`)
          : wrong(
              `${title}, ${section}.${key}: ${orNothing(there)}, нужно ${inn}, иначе ссылка на чек не откроется. ${setUpAgain}`,
            )
      } else {
        // May be a key: it is not shown.
        yield there === ''
          ? wrong(
              `${title}, ${section}.${key}: не задано, покупатель не увидит ссылки на чек. Впишите его в карточке кассы на портале.`,
            )
          : fine(`${title}, ${section}.${key}: задано`)
      }
    }
  }
}

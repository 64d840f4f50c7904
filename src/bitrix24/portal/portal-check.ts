import type { Mode } from '../../record/identity.ts'
import { isBlind } from './card.ts'
import { checkCard, checkOfd } from './card-check.ts'
import { locate, named } from './our-cashboxes.ts'
import { findHandler, type PlannedCashbox, type PortalPlan } from './portal-plan.ts'
import { type Caller, mapOf, type PortalHandler, type PortalState, readPortal } from './portal-state.ts'
import { fine, type Remark, unknown, wrong } from './remark.ts'

/** What a comparison needs beside the settings. */
export interface Expected {
  readonly mode: Mode
  /** OFD's handler at the portal; undefined: any will do. */
  readonly ofd: string | undefined
}

const compared = ['PRINT_URL', 'CHECK_URL', 'HTTP_VERSION', 'SUPPORTS_FFD105'] as const

const shown = (value: unknown): string => (value === undefined || value === '' ? 'не задано' : String(value))

function* compareForm(wanted: unknown, there: unknown): Generator<Remark> {
  for (const [section, { ITEMS }] of Object.entries(wanted as Record<string, { ITEMS: object }>)) {
    const items = mapOf(mapOf(mapOf(there)[section])['ITEMS'])
    const missing = Object.keys(ITEMS).filter((key) => !Object.hasOwn(items, key))
    yield missing.length === 0
      ? fine(`Поля карточки ${section}: есть`)
      : wrong(`Поля карточки ${section}: нет ${missing.join(', ')}. Выполните bitrix24 setup.`)
  }
}

function* compareHandler(handler: PortalHandler | undefined, { handler: wanted }: PortalPlan): Generator<Remark> {
  if (handler === undefined) {
    yield wrong(`Обработчик ${wanted.code}: на портале нет. Выполните bitrix24 setup.`)
    return
  }
  yield fine(`Обработчик ${wanted.code}: есть (ID ${handler.id})`)
  for (const key of compared) {
    const there = handler.settings[key]
    yield there === wanted.settings[key]
      ? fine(`${key}: ${shown(there)}`)
      : wrong(`${key}: на портале ${shown(there)}, нужно ${shown(wanted.settings[key])}. Выполните bitrix24 setup.`)
  }
  yield* compareForm(wanted.settings['CONFIG'], handler.settings['CONFIG'])
}

/** Compares line by line what the portal has with what we serve, as far as it shows it. Throws OperatorError. */
export async function* comparePortal(
  client: Caller,
  plan: PortalPlan,
  expected: Expected,
  signal: AbortSignal,
): AsyncGenerator<Remark> {
  const portal = await readPortal(client, signal)
  const handler = findHandler(portal, plan)
  yield* compareHandler(handler, plan)
  const blind = handler !== undefined && (await isBlind(client, portal, signal))
  for (const planned of plan.cashboxes) {
    if (blind) {
      yield unknown(
        `Касса «${planned.name}»: портал не показывает касс вебхуку, сверить нельзя. Сверьте карточку сами.`,
      )
    } else yield* compareCashbox(client, portal, plan, planned, expected, signal)
  }
}

async function* compareCashbox(
  client: Caller,
  portal: PortalState,
  plan: PortalPlan,
  planned: PlannedCashbox,
  expected: Expected,
  signal: AbortSignal,
): AsyncGenerator<Remark> {
  const { ours, unlinked, others } = await locate(client, portal, plan, planned, signal)
  for (const one of unlinked) {
    yield wrong(
      `Касса ${named(one)}: потеряла связь с обработчиком (нет SETTINGS.REST), чеков она не печатает. ` +
        'Удалите её на портале и выполните bitrix24 setup.',
    )
  }
  if (ours.length === 0 && unlinked.length === 0) {
    yield wrong(`Касса «${planned.name}»: на портале нет. Выполните bitrix24 setup.`)
  }
  const [, ...extra] = ours
  for (const one of extra) yield wrong(`Касса ${named(one)}: лишняя, у этого номера вторая. Удалите её на портале.`)
  for (const one of others) yield fine(`Касса ${named(one)} с тем же номером или именем: не моста`)
  for (const cashbox of ours.slice(0, 1)) {
    yield cashbox.active
      ? fine(`Касса «${cashbox.name}»: есть, включена (ID ${cashbox.id})`)
      : wrong(`Касса «${cashbox.name}»: выключена. Включите её на портале (ID ${cashbox.id}).`)
    yield* checkCard(cashbox, plan.card, expected.mode)
    yield* checkOfd(client, cashbox, plan.card, expected, signal)
  }
}

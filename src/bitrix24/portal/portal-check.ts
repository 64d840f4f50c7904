import { findCashbox, findHandler, type PortalPlan } from './portal-plan.ts'
import type { PortalState } from './portal-state.ts'

/** One line of the comparison between the portal and what we serve. */
export interface Comparison {
  readonly good: boolean
  /** Russian; may hold the secret of the address, to be blotted out. */
  readonly text: string
}

const compared = ['PRINT_URL', 'CHECK_URL', 'HTTP_VERSION', 'SUPPORTS_FFD105'] as const

const shown = (value: unknown): string => (value === undefined || value === '' ? 'не задано' : String(value))

function* compareForm(wanted: unknown, there: unknown): Generator<Comparison> {
  for (const [section, { ITEMS }] of Object.entries(wanted as Record<string, { ITEMS: object }>)) {
    const items = (there as Record<string, { ITEMS?: object }> | undefined)?.[section]?.ITEMS ?? {}
    const missing = Object.keys(ITEMS).filter((key) => !Object.hasOwn(items, key))
    yield missing.length === 0
      ? { good: true, text: `Поля карточки ${section}: есть` }
      : { good: false, text: `Поля карточки ${section}: нет ${missing.join(', ')}. Выполните bitrix24 setup.` }
  }
}

/** Compares line by line what the portal has with what we serve. Passwords cannot be read back and are not compared. */
export function* comparePortal(portal: PortalState, plan: PortalPlan): Generator<Comparison> {
  const { code, settings } = plan.handler
  const handler = findHandler(portal, plan)
  if (handler === undefined) {
    yield { good: false, text: `Обработчик ${code}: на портале нет. Выполните bitrix24 setup.` }
  } else {
    yield { good: true, text: `Обработчик ${code}: есть (ID ${handler.id})` }
    for (const key of compared) {
      const there = handler.settings[key]
      yield there === settings[key]
        ? { good: true, text: `${key}: ${shown(there)}` }
        : {
            good: false,
            text: `${key}: на портале ${shown(there)}, нужно ${shown(settings[key])}. Выполните bitrix24 setup.`,
          }
    }
    yield* compareForm(settings['CONFIG'], handler.settings['CONFIG'])
  }
  for (const planned of plan.cashboxes) {
    const cashbox = findCashbox(portal, planned)
    if (cashbox === undefined) {
      yield { good: false, text: `Касса «${planned.name}»: на портале нет. Выполните bitrix24 setup.` }
      continue
    }
    yield cashbox.active
      ? { good: true, text: `Касса «${cashbox.name}»: есть, включена (ID ${cashbox.id})` }
      : { good: false, text: `Касса «${cashbox.name}»: выключена. Включите её на портале (ID ${cashbox.id}).` }
    yield cashbox.ofd === ''
      ? {
          good: false,
          text: `ОФД кассы «${cashbox.name}»: не задан, покупатель не увидит ссылки на чек. Укажите его в карточке кассы на портале.`,
        }
      : { good: true, text: `ОФД кассы «${cashbox.name}»: ${cashbox.ofd}` }
  }
}

import type { Config } from '../../config/config.ts'
import type { Mode } from '../../record/identity.ts'
import { cashboxForm } from './portal-form.ts'
import type { PortalCashbox, PortalHandler, PortalState } from './portal-state.ts'

/** What the portal should have so that it prints through this bridge. */
export interface PortalPlan {
  readonly handler: {
    readonly code: string
    readonly name: string
    /** In the portal's own form. */
    readonly settings: Readonly<Record<string, unknown>>
  }
  readonly cashboxes: readonly PlannedCashbox[]
}

export interface PlannedCashbox {
  readonly name: string
  /** '' for a register without a number. */
  readonly numberKkm: string
}

/** Default CODE of our handler: how it is found again. */
export const handlerCode = 'fiscal_bridge'

/** `publicUrl`: the tunnel's outer end, without the path. */
export function planOf({ bitrix24, registers }: Config, publicUrl: string, code: string): PortalPlan {
  const base = `${publicUrl.replace(/\/+$/, '')}/bitrix24/${bitrix24.secret}`
  return {
    handler: {
      code,
      name: 'Касса магазина (fiscal-bridge)',
      settings: {
        PRINT_URL: `${base}/print`,
        CHECK_URL: `${base}/check`,
        HTTP_VERSION: '1.1',
        SUPPORTS_FFD105: 'Y',
        CONFIG: cashboxForm,
      },
    },
    cashboxes: registers.map(({ id, numberKkm }) => ({
      name: `Касса ${numberKkm ?? id} (fiscal-bridge)`,
      numberKkm: numberKkm ?? '',
    })),
  }
}

/** Values of the form for a cashbox's card. */
export const cardValues = ({ login, inn }: Config['bitrix24'], password: string, mode: Mode) => ({
  AUTH: { LOGIN: login, PASSWORD: password },
  COMPANY: { INN: inn },
  INTERACTION: { MODE: mode },
})

export const findHandler = ({ handlers }: PortalState, { handler }: PortalPlan): PortalHandler | undefined =>
  handlers.find(({ code }) => code.toLowerCase() === handler.code.toLowerCase())

/** The cashbox of a register: by its number; one without a number by its name. */
export const findCashbox = (
  { cashboxes }: PortalState,
  { numberKkm, name }: PlannedCashbox,
): PortalCashbox | undefined =>
  cashboxes.find((one) => (numberKkm === '' ? one.name === name : one.numberKkm === numberKkm))

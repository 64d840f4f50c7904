import { fitsPassword } from '../../base/password-hash.ts'
import type { Config } from '../../config/config.ts'
import type { Mode } from '../../record/identity.ts'
import { cashboxForm } from './portal-form.ts'
import type { PortalHandler, PortalState } from './portal-state.ts'

/** What the portal should have so that it prints through this bridge. */
export interface PortalPlan {
  readonly handler: {
    readonly code: string
    readonly name: string
    /** In the portal's own form, whole: some builds replace what is there instead of merging. */
    readonly settings: Readonly<Record<string, unknown>>
  }
  readonly cashboxes: readonly PlannedCashbox[]
  readonly card: PlannedCard
}

export interface PlannedCashbox {
  /** With `nameMark` in it. */
  readonly name: string
  /** '' for a register without a number. */
  readonly numberKkm: string
}

/** What a cashbox's card must hold, as far as the settings tell. */
export interface PlannedCard {
  readonly login: string
  readonly inn: string
  readonly isPassword: (candidate: string) => Promise<boolean>
  /** Mode that a value of MODE stands for; undefined for a value that is refused. */
  readonly modeOf: (value: string) => Mode | undefined
}

/** Default CODE of our handler: how it is found again. */
export const handlerCode = 'fiscal_bridge'

/**
 * Stands in the name of each cashbox of ours. From 22.700 on `sale.cashbox.list` shows every cashbox of the portal and of none its
 * handler, and refuses to select it: the name is what is left to know ours by.
 */
export const nameMark = (code: string): string => `(${code === handlerCode ? 'fiscal-bridge' : code})`

/** `publicUrl`: the tunnel's outer end, without the path. */
export function planOf({ bitrix24, registers }: Config, publicUrl: string, code: string): PortalPlan {
  const { secret, login, inn, password, otherModes = {} } = bitrix24
  const base = `${publicUrl.replace(/\/+$/, '')}/bitrix24/${secret}`
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
      name: `Касса ${numberKkm ?? id} ${nameMark(code)}`,
      numberKkm: numberKkm ?? '',
    })),
    card: {
      login,
      inn,
      isPassword: (candidate) => fitsPassword(candidate, password),
      modeOf: (value) =>
        value === 'ACTIVE' || value === 'TEST'
          ? value
          : Object.hasOwn(otherModes, value)
            ? otherModes[value]
            : undefined,
    },
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

import { OperatorError } from '../../base/operator-error.ts'
import type { RestClient } from './rest-client.ts'
import { restErrorText } from './rest-error.ts'

export type Caller = Pick<RestClient, 'call' | 'portal'>

/** A handler of REST cashboxes as the portal lists it. */
export interface PortalHandler {
  readonly id: string
  readonly code: string
  readonly name: string
  /** The portal's own form of the settings: keys in capitals. */
  readonly settings: Readonly<Record<string, unknown>>
}

export interface PortalCashbox {
  readonly id: string
  readonly name: string
  readonly numberKkm: string
  readonly ofd: string
  readonly email: string
  readonly active: boolean
}

export interface PortalState {
  readonly handlers: readonly PortalHandler[]
  readonly cashboxes: readonly PortalCashbox[]
}

/** The result of a call. Throws OperatorError with what to do. */
export async function resultOf(
  client: Caller,
  method: string,
  parameters: object,
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await client.call(method, parameters, signal)
  if (answer.ok) return answer.result
  throw new OperatorError(`${method}: ${restErrorText(answer.error)}`)
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** Rows of a list: an array, or a map as PHP writes a list with gaps. */
const rowsOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  typeof value === 'object' && value !== null ? Object.values(value).map(recordOf) : []

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** What the portal has of cashboxes. Throws OperatorError. */
export async function readPortal(client: Caller, signal: AbortSignal): Promise<PortalState> {
  const handlers = await resultOf(client, 'sale.cashbox.handler.list', {}, signal)
  const cashboxes = await resultOf(client, 'sale.cashbox.list', {}, signal)
  return {
    handlers: rowsOf(handlers).map((row) => ({
      id: text(row['ID']),
      code: text(row['CODE']),
      name: text(row['NAME']),
      settings: recordOf(row['SETTINGS']),
    })),
    cashboxes: rowsOf(cashboxes).map((row) => ({
      id: text(row['ID']),
      name: text(row['NAME']),
      numberKkm: text(row['NUMBER_KKM']),
      ofd: text(row['OFD']),
      email: text(row['EMAIL']),
      active: row['ACTIVE'] === 'Y',
    })),
  }
}

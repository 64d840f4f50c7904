import { OperatorError } from '../../base/operator-error.ts'
import type { RestClient } from './rest-client.ts'
import { restErrorText } from './rest-error.ts'

export type Caller = Pick<RestClient, 'call' | 'portal'>
/** A map of the portal's: settings, a row of a list. Keys in capitals. */
export type PortalMap = Readonly<Record<string, unknown>>

/** A handler of REST cashboxes as the portal lists it. */
export interface PortalHandler {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly settings: PortalMap
}

export interface PortalCashbox {
  readonly id: string
  readonly name: string
  readonly numberKkm: string
  readonly ofd: string
  readonly active: boolean
  /** CODE of its handler, '' when it has none; undefined where the portal does not tell. */
  readonly restCode: string | undefined
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

/** A map of the portal's; PHP writes an empty one as an empty list. */
export const mapOf = (value: unknown): PortalMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** Rows of a list: an array, or a map as PHP writes a list with gaps or by code. */
const rowsOf = (value: unknown): PortalMap[] =>
  typeof value === 'object' && value !== null ? Object.values(value).map(mapOf) : []

export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** A cashbox of the REST kind is of this PHP class, whoever's handler it has. */
const restClass = /\bCashboxRest$/

/** What a row says of the cashbox's handler: its REST_CODE, alone or where the portal keeps it; or a class that has none. */
function restCodeOf(row: PortalMap): string | undefined {
  const code = row['REST_CODE'] ?? mapOf(mapOf(row['SETTINGS'])['REST'])['REST_CODE']
  if (code !== undefined) return textOf(code)
  const handler = textOf(row['HANDLER'])
  if (handler !== '' && !restClass.test(handler)) return handler.startsWith('\\') ? '' : handler
  return Object.hasOwn(row, 'SETTINGS') ? '' : undefined
}

/** What the portal has of cashboxes. Throws OperatorError. */
export async function readPortal(client: Caller, signal: AbortSignal): Promise<PortalState> {
  const handlers = await resultOf(client, 'sale.cashbox.handler.list', {}, signal)
  const cashboxes = await resultOf(client, 'sale.cashbox.list', {}, signal)
  return {
    handlers: rowsOf(handlers).map((row) => ({
      id: textOf(row['ID']),
      code: textOf(row['CODE']),
      name: textOf(row['NAME']),
      settings: mapOf(row['SETTINGS']),
    })),
    cashboxes: rowsOf(cashboxes).map((row) => ({
      id: textOf(row['ID']),
      name: textOf(row['NAME']),
      numberKkm: textOf(row['NUMBER_KKM']),
      ofd: textOf(row['OFD']),
      active: row['ACTIVE'] === 'Y',
      restCode: restCodeOf(row),
    })),
  }
}

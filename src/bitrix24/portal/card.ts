import { OperatorError } from '../../base/operator-error.ts'
import { type Caller, mapOf, type PortalMap, type PortalState } from './portal-state.ts'
import { type RestError, restErrorText } from './rest-error.ts'

/**
 * A cashbox's card as the portal gives it out: by methods that no documentation has and that stand in the source from sale 22.700 on.
 * The source leaves the REST part out of it and refuses it for a cashbox of another kind.
 */
export type Card =
  /** `ofd` undefined: not given out. */
  | { readonly kind: 'read'; readonly values: PortalMap; readonly ofd: PortalMap | undefined }
  /** This portal has no such method. */
  | { readonly kind: 'hidden' }
  /** The cashbox is not of the REST kind. */
  | { readonly kind: 'not-rest' }
  /** The portal itself fails over it, as it does when the cashbox has lost its link to a handler. */
  | { readonly kind: 'broken' }

const methodMissing = 'ERROR_METHOD_NOT_FOUND'

/** What a refusal says of the card; any other one leaves it unseen. */
const refusals: Readonly<Record<string, 'not-rest' | 'broken'>> = {
  ACCESS_DENIED: 'not-rest',
  INTERNAL_SERVER_ERROR: 'broken',
}

const getSettings = 'sale.cashbox.settings.get'

function unread(error: RestError): Card {
  if (error.kind === 'portal') return { kind: refusals[error.code] ?? 'hidden' }
  if (error.kind === 'not-json' && error.status >= 500) return { kind: 'broken' }
  throw new OperatorError(`${getSettings}: ${restErrorText(error)}`)
}

/** Throws OperatorError when the portal cannot be reached. */
export async function readCard(client: Caller, id: string, signal: AbortSignal): Promise<Card> {
  const settings = await client.call(getSettings, { ID: id }, signal)
  if (!settings.ok) return unread(settings.error)
  const ofd = await client.call('sale.cashbox.ofd.settings.get', { ID: id }, signal)
  return { kind: 'read', values: mapOf(settings.result), ofd: ofd.ok ? mapOf(ofd.result) : undefined }
}

/**
 * Whether the list of cashboxes says nothing: sale 21.400 shows a webhook an empty one, always. A portal that gives out cards is newer
 * than that, and its empty list is true. Throws OperatorError.
 */
export async function isBlind(client: Caller, { cashboxes }: PortalState, signal: AbortSignal): Promise<boolean> {
  if (cashboxes.length > 0) return false
  const answer = await client.call(getSettings, { ID: 0 }, signal)
  if (answer.ok) return false
  if (answer.error.kind === 'portal') return answer.error.code === methodMissing
  throw new OperatorError(`${getSettings}: ${restErrorText(answer.error)}`)
}

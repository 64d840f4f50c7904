import { OperatorError } from '../../base/operator-error.ts'
import { knownAsOurs } from './our-cashboxes.ts'
import { findHandler, type PortalPlan } from './portal-plan.ts'
import { type Caller, type PortalCashbox, readPortal, resultOf } from './portal-state.ts'
import { restErrorText } from './rest-error.ts'

/** All sources refuse to delete a handler in use with the ids of its cashboxes at the end: the only place where they are told by handler. */
const users = /cashboxes with this handler:\s*(\d+(?:\s*,\s*\d+)*)\s*$/i

type Deleted = { readonly ok: true } | { readonly ok: false; readonly text: string; readonly users: readonly string[] }

async function deleteHandler(client: Caller, id: string, signal: AbortSignal): Promise<Deleted> {
  const answer = await client.call('sale.cashbox.handler.delete', { ID: id }, signal)
  if (answer.ok) return { ok: true }
  const { error } = answer
  const [, ids = ''] = (error.kind === 'portal' && users.exec(error.text)) || []
  return {
    ok: false,
    text: `sale.cashbox.handler.delete: ${restErrorText(error)}`,
    users: ids
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  }
}

/**
 * Takes our handler and its cashboxes away from the portal, and none of anybody else's. The handler is tried first: the portal refuses
 * while it is in use and names who uses it, which no list tells. Throws OperatorError.
 */
export async function removeFromPortal(client: Caller, plan: PortalPlan, signal: AbortSignal): Promise<string[]> {
  const portal = await readPortal(client, signal)
  const handler = findHandler(portal, plan)
  if (handler === undefined) {
    throw new OperatorError(`На портале нет обработчика ${plan.handler.code}: удалять нечего.`)
  }
  const told: string[] = []
  const first = await deleteHandler(client, handler.id, signal)
  if (!first.ok) {
    const ids = first.users.length > 0 ? first.users : knownAsOurs(portal, plan).map(({ id }) => id)
    if (ids.length === 0) throw new OperatorError(first.text)
    for (const id of ids) {
      await resultOf(client, 'sale.cashbox.delete', { ID: id }, signal)
      told.push(`Касса ${nameOf(portal.cashboxes, id)}удалена (ID ${id}).`)
    }
    const second = await deleteHandler(client, handler.id, signal)
    if (!second.ok) throw new OperatorError(`${second.text} Удалите оставшиеся кассы на портале и повторите.`)
  }
  told.push(`Обработчик ${handler.code} удалён (ID ${handler.id}).`)
  return told
}

function nameOf(cashboxes: readonly PortalCashbox[], id: string): string {
  const known = cashboxes.find((one) => one.id === id)
  return known === undefined ? '' : `«${known.name}» `
}

import { OperatorError } from '../../base/operator-error.ts'
import { findCashbox, findHandler, type PortalPlan } from './portal-plan.ts'
import { type Caller, readPortal, resultOf } from './portal-state.ts'

/** What only setting up needs to know. */
export interface CardOptions {
  /** OFD's handler at the portal. */
  readonly ofd: string
  /** Who is told about failed receipts. */
  readonly email: string
  /** Values of the form: with the password. */
  readonly values: object
}

const sort = 100

/**
 * Makes the portal fit the plan: our handler and a cashbox for each register, added or updated, never twice. Tells what was
 * done, in Russian. Throws OperatorError.
 */
export async function setUpPortal(
  client: Caller,
  plan: PortalPlan,
  { ofd, email, values }: CardOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const call = (method: string, parameters: object): Promise<unknown> => resultOf(client, method, parameters, signal)
  const portal = await readPortal(client, signal)
  const { code, name, settings } = plan.handler
  const handler = findHandler(portal, plan)
  const told: string[] = []
  if (handler === undefined) {
    // Adding takes this one beside the settings, updating among them.
    const { SUPPORTS_FFD105, ...rest } = settings
    const added = await call('sale.cashbox.handler.add', {
      CODE: code,
      NAME: name,
      SORT: sort,
      SUPPORTS_FFD105,
      SETTINGS: rest,
    })
    told.push(`Обработчик ${code} добавлен (ID ${added}).`)
  } else {
    await call('sale.cashbox.handler.update', { ID: handler.id, FIELDS: { NAME: name, SETTINGS: settings } })
    told.push(`Обработчик ${code} обновлён (ID ${handler.id}).`)
  }
  for (const planned of plan.cashboxes) {
    const fields = {
      NAME: planned.name,
      EMAIL: email,
      OFD: ofd,
      NUMBER_KKM: planned.numberKkm,
      KKM_ID: 'atol',
      ACTIVE: 'Y',
      USE_OFFLINE: 'N',
      SETTINGS: values,
    }
    const cashbox = findCashbox(portal, planned)
    if (cashbox === undefined) {
      const id = await call('sale.cashbox.add', { ...fields, REST_CODE: code, SORT: sort })
      told.push(`Касса «${planned.name}» добавлена (ID ${id}).`)
    } else {
      await call('sale.cashbox.update', { ID: cashbox.id, FIELDS: fields })
      told.push(`Касса «${planned.name}» обновлена (ID ${cashbox.id}).`)
    }
  }
  return told
}

/** Takes our cashboxes and then our handler away from the portal. Throws OperatorError. */
export async function removeFromPortal(client: Caller, plan: PortalPlan, signal: AbortSignal): Promise<string[]> {
  const portal = await readPortal(client, signal)
  const handler = findHandler(portal, plan)
  if (handler === undefined) {
    throw new OperatorError(`На портале нет обработчика ${plan.handler.code}: удалять нечего.`)
  }
  const told: string[] = []
  for (const planned of plan.cashboxes) {
    const cashbox = findCashbox(portal, planned)
    if (cashbox === undefined) continue
    await resultOf(client, 'sale.cashbox.delete', { ID: cashbox.id }, signal)
    told.push(`Касса «${cashbox.name}» удалена (ID ${cashbox.id}).`)
  }
  await resultOf(client, 'sale.cashbox.handler.delete', { ID: handler.id }, signal)
  told.push(`Обработчик ${handler.code} удалён (ID ${handler.id}).`)
  return told
}

import type { Mode } from '../../record/identity.ts'
import { isBlind } from './card.ts'
import { ofdSettings, ofdTodo } from './ofd-settings.ts'
import { locate, named, type OurCashbox } from './our-cashboxes.ts'
import { findHandler, type PlannedCashbox, type PortalPlan } from './portal-plan.ts'
import { type Caller, type PortalMap, type PortalState, readPortal, resultOf } from './portal-state.ts'
import { fine, type Remark, unknown, wrong } from './remark.ts'

/** What only setting up needs to know. */
export interface CardOptions {
  /** OFD's handler at the portal. */
  readonly ofd: string
  /** Who is told about failed receipts. */
  readonly email: string
  readonly mode: Mode
  /** Values of the form: with the password. */
  readonly values: object
}

const sort = 100

interface Work {
  readonly client: Caller
  readonly plan: PortalPlan
  readonly options: CardOptions
  readonly signal: AbortSignal
}

/**
 * Makes the portal fit the plan: our handler and a cashbox for each register, added or updated, never twice; what is somebody else's is
 * named and left alone. Tells what was done. Throws OperatorError.
 */
export async function setUpPortal(
  client: Caller,
  plan: PortalPlan,
  options: CardOptions,
  signal: AbortSignal,
): Promise<Remark[]> {
  const work = { client, plan, options, signal }
  const portal = await readPortal(client, signal)
  const handler = findHandler(portal, plan)
  const told = [await setUpHandler(work, handler?.id)]
  // A new handler has no cashboxes yet, whatever the portal hides.
  const blind = handler !== undefined && (await isBlind(client, portal, signal))
  for (const planned of plan.cashboxes) {
    if (blind) told.push(unseen(planned))
    else told.push(...(await setUpCashbox(work, portal, planned, handler?.code ?? plan.handler.code)))
  }
  const todo = ofdTodo(options.ofd)
  if (todo !== undefined) told.push(unknown(todo))
  return told
}

async function setUpHandler({ client, plan, signal }: Work, id: string | undefined): Promise<Remark> {
  const { code, name, settings } = plan.handler
  if (id !== undefined) {
    const fields = { NAME: name, SETTINGS: settings }
    await resultOf(client, 'sale.cashbox.handler.update', { ID: id, FIELDS: fields }, signal)
    return fine(`Обработчик ${code} обновлён (ID ${id}).`)
  }
  // The documentation has this one beside the settings; every source reads it among them, and takes "N" when it is not there.
  const { SUPPORTS_FFD105 } = settings
  const parameters = { CODE: code, NAME: name, SORT: sort, SUPPORTS_FFD105, SETTINGS: settings }
  return fine(
    `Обработчик ${code} добавлен (ID ${await resultOf(client, 'sale.cashbox.handler.add', parameters, signal)}).`,
  )
}

const unseen = ({ name }: PlannedCashbox): Remark =>
  unknown(
    `Касса «${name}»: портал не показывает вебхуку ни одной кассы, поэтому она не обновлена и второй раз не добавлена. ` +
      'Есть ли она, видно на портале в списке касс. Если её там нет или её карточка устарела, дождитесь, когда чеки допечатаются, ' +
      'и выполните bitrix24 remove, затем снова bitrix24 setup.',
  )

async function setUpCashbox(
  work: Work,
  portal: PortalState,
  planned: PlannedCashbox,
  restCode: string,
): Promise<Remark[]> {
  const { client, plan, signal } = work
  const { ours, unlinked, others } = await locate(client, portal, plan, planned, signal)
  const told = others.map((one) =>
    fine(`Касса ${named(one)} с тем же номером или именем не моста: оставлена как есть.`),
  )
  told.push(
    ...unlinked.map((one) =>
      wrong(`Касса ${named(one)} потеряла связь с обработчиком, чеков она не печатает. Удалите её на портале.`),
    ),
  )
  const [cashbox, ...extra] = ours
  const parameters = fieldsOf(work, planned, restCode, cashbox)
  if (cashbox === undefined) {
    const added = { ...parameters, REST_CODE: restCode, SORT: sort }
    const id = await resultOf(client, 'sale.cashbox.add', added, signal)
    told.push(fine(`Касса «${planned.name}» добавлена (ID ${id}).`))
  } else {
    await resultOf(client, 'sale.cashbox.update', { ID: cashbox.id, FIELDS: parameters }, signal)
    told.push(fine(`Касса «${planned.name}» обновлена (ID ${cashbox.id}).`))
  }
  told.push(
    ...extra.map((one) => wrong(`Касса ${named(one)} лишняя, она у этого номера вторая. Удалите её на портале.`)),
  )
  return told
}

/** Fields of a cashbox, its settings whole: builds of 2022 and before put what is sent in the place of what is there. */
function fieldsOf(
  { plan, options: { ofd, email, mode, values } }: Work,
  { name, numberKkm }: PlannedCashbox,
  restCode: string,
  known: OurCashbox | undefined,
): object {
  const OFD_SETTINGS = ofdSettings(ofd, plan.card.inn, mode, knownOfd(known, ofd))
  return {
    NAME: name,
    EMAIL: email,
    OFD: ofd,
    ...(OFD_SETTINGS !== undefined && { OFD_SETTINGS }),
    NUMBER_KKM: numberKkm,
    KKM_ID: 'atol',
    ACTIVE: 'Y',
    USE_OFFLINE: 'N',
    // Without its REST part a cashbox has no addresses, and every PRINT fails inside the portal.
    SETTINGS: { ...values, REST: { REST_CODE: restCode } },
  }
}

/** What the portal has of this OFD's settings for the cashbox. */
function knownOfd(cashbox: OurCashbox | undefined, ofd: string): PortalMap | 'unseen' {
  if (cashbox === undefined || cashbox.ofd !== ofd) return {}
  return (cashbox.card.kind === 'read' ? cashbox.card.ofd : undefined) ?? 'unseen'
}

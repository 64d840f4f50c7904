import { type Card, readCard } from './card.ts'
import { nameMark, type PlannedCard, type PlannedCashbox, type PortalPlan } from './portal-plan.ts'
import { type Caller, mapOf, type PortalCashbox, type PortalState, textOf } from './portal-state.ts'

export interface OurCashbox extends PortalCashbox {
  readonly card: Card
}

/** The cashboxes of the portal that may be a register's. */
export interface Located {
  /** More than one where the portal once hid them and they were added again. */
  readonly ours: readonly OurCashbox[]
  /** Ours by name, without a handler: nothing can be printed by them, nor can they be changed by REST. */
  readonly unlinked: readonly PortalCashbox[]
  /** Somebody else's with the register's number or name: never touched. */
  readonly others: readonly PortalCashbox[]
}

type Owner = keyof Located

export const named = ({ name, id }: PortalCashbox): string => `«${name}» (ID ${id})`

/** A card with our login and password was filled in for this bridge, whatever its cashbox is called by now. */
async function isFilledInForUs({ values }: Card & { kind: 'read' }, planned: PlannedCard): Promise<boolean> {
  const { LOGIN, PASSWORD } = mapOf(values['AUTH'])
  return textOf(LOGIN) === planned.login && (await planned.isPassword(textOf(PASSWORD)))
}

/** As the portal tells: undefined where it does not. */
function ownerByRow({ restCode, name }: PortalCashbox, { handler }: PortalPlan): Owner | undefined {
  if (restCode === undefined) return undefined
  if (restCode === '') return name.includes(nameMark(handler.code)) ? 'unlinked' : 'others'
  return restCode.toLowerCase() === handler.code.toLowerCase() ? 'ours' : 'others'
}

/** By the mark in its name and by its card. */
async function ownerByCard(
  { name }: PortalCashbox,
  card: Card,
  { handler, card: planned }: PortalPlan,
): Promise<Owner> {
  const isMarked = name.includes(nameMark(handler.code))
  switch (card.kind) {
    case 'not-rest':
      return 'others'
    case 'broken':
      return isMarked ? 'unlinked' : 'others'
    case 'hidden':
      return isMarked ? 'ours' : 'others'
    case 'read':
      return isMarked || (await isFilledInForUs(card, planned)) ? 'ours' : 'others'
  }
}

const mayBe = ({ name, numberKkm }: PlannedCashbox, cashbox: PortalCashbox): boolean =>
  cashbox.name === name || (numberKkm !== '' && cashbox.numberKkm === numberKkm)

/** Looks for the cashboxes of a register. Throws OperatorError. */
export async function locate(
  client: Caller,
  { cashboxes }: PortalState,
  plan: PortalPlan,
  planned: PlannedCashbox,
  signal: AbortSignal,
): Promise<Located> {
  const found = { ours: [] as OurCashbox[], unlinked: [] as PortalCashbox[], others: [] as PortalCashbox[] }
  for (const cashbox of cashboxes.filter((one) => mayBe(planned, one))) {
    const told = ownerByRow(cashbox, plan)
    if (told === 'others' || told === 'unlinked') {
      found[told].push(cashbox)
      continue
    }
    const card = await readCard(client, cashbox.id, signal)
    found[told ?? (await ownerByCard(cashbox, card, plan))].push({ ...cashbox, card })
  }
  return found
}

/** Every cashbox of the list that is ours by its handler or, where the portal does not tell that, by its name. */
export const knownAsOurs = ({ cashboxes }: PortalState, { handler }: PortalPlan): PortalCashbox[] =>
  cashboxes.filter(({ restCode, name }) =>
    restCode === undefined
      ? name.includes(nameMark(handler.code))
      : restCode.toLowerCase() === handler.code.toLowerCase(),
  )

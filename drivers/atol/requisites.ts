/** Which requisites (E8h) a receipt needs, as FFD tags in the order of writing (protocol 4.6). Pure. */
import type { Tag, Tags } from '../ffd/tags.ts'
import type { Agent, Cashier, FfdVersion, FiscalItem, FiscalReceipt } from '../register.ts'
import { printable } from './charset.ts'

const present = (...tags: readonly (Tag | undefined)[]): Tags => tags.filter((tag) => tag !== undefined)

const when = (tag: number, value: string | number | undefined): Tag | undefined =>
  value === undefined ? undefined : { tag, value }

/** Free text as the register can print it. Addresses and marks are not free: what they cannot say is an objection. */
const free = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : printable(text, Number.POSITIVE_INFINITY)

/** 1021 and 1203: written before every fiscal operation. */
export const cashierRequisites = (cashier: Cashier | undefined): Tags =>
  present(when(1021, free(cashier?.name)), when(1203, cashier?.inn))

/** Name of the user attribute (1085) that carries our mark when 1192 is taken by something else. */
const markName = 'fiscal-bridge'

const markRequisite = ({ text, tag }: FiscalReceipt['mark']): Tag => ({
  tag,
  value:
    tag === 1192
      ? text
      : [
          { tag: 1085, value: markName },
          { tag: 1086, value: text },
        ],
})

/** Written after 92h. */
export const receiptRequisites = (receipt: FiscalReceipt): Tags =>
  present(
    { tag: 1055, value: receipt.taxSystem },
    when(1008, receipt.buyer),
    when(1117, receipt.sender),
    when(1187, free(receipt.place)),
    when(1125, receipt.internet ? 1 : undefined),
    markRequisite(receipt.mark),
  )

function supplier(agent: Agent): Tag | undefined {
  const inner = present(
    ...agent.supplierPhones.map((phone) => ({ tag: 1171, value: phone })),
    when(1225, free(agent.supplierName)),
  )
  return inner.length === 0 ? undefined : { tag: 1224, value: inner }
}

/** Written between EAh and EBh. 2108 there is an assumption: no public source shows FFD 1.2 on the wire (protocol 4.11). */
export function itemRequisites(item: FiscalItem, ffd: FfdVersion): Tags {
  const code = item.marking?.productCode
  return present(
    when(2108, ffd === '1.2' ? item.measure : undefined),
    code === undefined ? undefined : { tag: 1162, value: code },
    when(1222, item.agent?.sign),
    item.agent === undefined ? undefined : supplier(item.agent),
    when(1226, item.agent?.supplierInn),
  )
}

/** Which requisites (E8h) a receipt needs, as FFD tags in the order of writing (protocol 4.6). Pure. */

import type { Agent, Cashier, FfdVersion, FiscalItem, FiscalReceipt } from '../ffd/receipt.ts'
import type { Tag, Tags } from '../ffd/tags.ts'
import { printable } from './commands/charset.ts'

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

/** 1057: before FFD 1.1 the receipt itself says of which agents its lines are (fiscal-data 1.1). */
function agentSigns({ items }: FiscalReceipt, ffd: FfdVersion): Tag | undefined {
  const signs = items.reduce((bits, { agent }) => bits | (agent?.sign ?? 0), 0)
  return ffd === '1.05' && signs !== 0 ? { tag: 1057, value: signs } : undefined
}

/** Written after 92h. */
export const receiptRequisites = (receipt: FiscalReceipt, ffd: FfdVersion): Tags =>
  present(
    { tag: 1055, value: receipt.taxSystem },
    when(1008, receipt.buyer),
    when(1117, receipt.sender),
    when(1187, free(receipt.place)),
    when(1125, receipt.internet ? 1 : undefined),
    agentSigns(receipt, ffd),
    markRequisite(receipt.mark),
  )

/** All of 1224 has 243 bytes, of which the head of each requisite in it takes four (fiscal-data 1.2). */
const supplierBytes = 243
const headBytes = 4

function supplier(agent: Agent): Tag | undefined {
  const phones = agent.supplierPhones.map((phone) => ({ tag: 1171, value: phone }))
  const left = phones.reduce((bytes, { value }) => bytes - headBytes - value.length, supplierBytes - headBytes)
  const name = printable(agent.supplierName ?? '', Math.max(0, left)).trim()
  const inner = present(...phones, when(1225, name === '' ? undefined : name))
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

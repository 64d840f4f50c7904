/**
 * What a receipt says of goods and money: made from the receipt that is sent, or read from the tags of a document (promise, rules 6
 * and 8). Pure.
 */

import { defined } from '../defined.ts'
import { type Kopecks, kopecks, type Quantity } from '../money.ts'
import { paymentForms, settlementCodes, subjectOn } from './codes.ts'
import { cp866 } from './cp866.ts'
import type { Agent, FfdVersion, FiscalItem, FiscalReceipt } from './receipt.ts'
import { spell } from './spelling.ts'
import { amountOf, nestedOf, numberOf, type Tags, textOf, valuesOf } from './tags.ts'
import { vatOf, vatRates } from './vat.ts'

/** Version of what `contentOfReceipt` makes of a receipt: an attempt keeps it, so that its document is compared with what was sent then. */
export const contentForm = 1

/** A line (1059). */
export interface LineContent {
  /** 1030. */
  readonly name: string
  /** 1079. */
  readonly price: Kopecks
  /** 1023. */
  readonly quantity: Quantity
  /** 1043. */
  readonly sum: Kopecks
  /** 1199. */
  readonly vat: number
  /** 1200; undefined where the line has none. */
  readonly vatSum?: Kopecks
  /** 1212. */
  readonly subject: number
  /** 1214. */
  readonly method: number
  /** 2108. */
  readonly measure?: number
  /** 1162 as hex, or 2000. */
  readonly marking?: string
  /** 1226. */
  readonly supplierInn?: string
  /** 1171. */
  readonly supplierPhones: readonly string[]
}

export interface ReceiptContent {
  /** 1054. */
  readonly settlement: number
  /** 1055. */
  readonly taxSystem: number
  /** 1020. */
  readonly total: Kopecks
  /** By tag: 1031 net of change, 1081, 1215, 1216, 1217. Zero is the same as missing. */
  readonly payments: Readonly<Record<number, Kopecks>>
  readonly lines: readonly LineContent[]
  /** 1008. */
  readonly buyer?: string
  /** 1057. */
  readonly agentSign?: number
}

/** The forms of payment, each a tag. */
export const paymentTags: readonly number[] = Object.values(paymentForms).map(({ tag }) => tag)

/** Longest name that is sent, characters. */
export const nameLength = 128
/** What a text may hold in the fiscal memory. */
const isPrintable = (character: string): boolean => character >= ' ' && character !== '\u007F' && cp866.has(character)

/** A text in the characters of the fiscal memory, the same however it was spelt before. */
export const storable = (text: string): string => spell(text, isPrintable)

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

function lineOfItem(item: FiscalItem, ffd: FfdVersion): LineContent {
  const { name, price, quantity, sum, vat, subject, method, measure, marking, agent } = item
  const code = marking?.productCode === undefined ? marking?.code : hex(marking.productCode)
  const vatSum = vatOf(sum, vat)
  return {
    name: storable(name).slice(0, nameLength),
    price,
    quantity,
    sum,
    vat: vatRates[vat].code,
    ...(vatSum !== 0n && { vatSum }),
    subject: subjectOn(ffd, subject),
    method,
    ...(ffd === '1.2' && { measure }),
    ...(code !== undefined && { marking: code }),
    ...supplierOf(agent),
  }
}

const supplierOf = (agent: Agent | undefined): Pick<LineContent, 'supplierInn' | 'supplierPhones'> => ({
  ...(agent !== undefined && { supplierInn: agent.supplierInn }),
  supplierPhones: agent?.supplierPhones ?? [],
})

/** What the document of a receipt must say, printed on a register of that format. */
export function contentOfReceipt(receipt: FiscalReceipt, ffd: FfdVersion): ReceiptContent {
  const { settlement, taxSystem, total, payments, items, buyer } = receipt
  const agentSign = items.reduce((bits, { agent }) => bits | (agent?.sign ?? 0), 0)
  return {
    settlement: settlementCodes[settlement],
    taxSystem,
    total,
    payments: {
      [paymentForms.cash.tag]: payments.cash,
      [paymentForms.cashless.tag]: payments.cashless,
      [paymentForms.advance.tag]: payments.advance,
      [paymentForms.credit.tag]: payments.credit,
      [paymentForms.other.tag]: payments.other,
    },
    lines: items.map((item) => lineOfItem(item, ffd)),
    ...(buyer !== undefined && { buyer }),
    ...(ffd === '1.05' && agentSign !== 0 && { agentSign }),
  }
}

/** A line as a document shows it: what is missing there proves nothing and equals nothing. */
export type KeptLine = Partial<LineContent> & Pick<LineContent, 'supplierPhones'>

/** What a document says; a tag that it lacks is left out. */
export type KeptContent = Partial<Omit<ReceiptContent, 'lines'>> &
  Pick<ReceiptContent, 'payments'> & { readonly lines: readonly KeptLine[] }

const moneyOf = (tags: Tags, tag: number): Kopecks | undefined => amountOf(tags, tag) as Kopecks | undefined

function markingOf(tags: Tags): string | undefined {
  const [code] = valuesOf(tags, 1162)
  return code instanceof Uint8Array ? hex(code) : textOf(tags, 2000)
}

const lineOfTags = (tags: Tags): KeptLine => ({
  ...defined({
    name: textOf(tags, 1030),
    price: moneyOf(tags, 1079),
    quantity: amountOf(tags, 1023) as Quantity | undefined,
    sum: moneyOf(tags, 1043),
    vat: numberOf(tags, 1199),
    vatSum: moneyOf(tags, 1200),
    subject: numberOf(tags, 1212),
    method: numberOf(tags, 1214),
    measure: numberOf(tags, 2108),
    marking: markingOf(tags),
    supplierInn: textOf(tags, 1226),
  }),
  supplierPhones: nestedOf(tags, 1224)
    .flatMap((supplier) => valuesOf(supplier, 1171))
    .filter((phone) => typeof phone === 'string'),
})

/** What a receipt document says. */
export const contentOfTags = (tags: Tags): KeptContent => ({
  ...defined({
    settlement: numberOf(tags, 1054),
    taxSystem: numberOf(tags, 1055),
    total: moneyOf(tags, 1020),
    buyer: textOf(tags, 1008),
    agentSign: numberOf(tags, 1057),
  }),
  payments: Object.fromEntries(paymentTags.map((tag) => [tag, moneyOf(tags, tag) ?? kopecks(0)])),
  lines: nestedOf(tags, 1059).map(lineOfTags),
})

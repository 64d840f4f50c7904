import type { LocalDate } from '../../../drivers/ffd/local-time.ts'
import type { Method } from '../../../drivers/ffd/method-payments.ts'
import type { Agent, FfdVersion, FiscalItem } from '../../../drivers/ffd/receipt.ts'
import { divideRounded, formatKopecks, formatQuantity, kopecks, onePiece } from '../../../drivers/money.ts'
import type { ReceiptSettings, RegisterTraits } from '../../config/bitrix-settings.ts'
import { textOf } from '../request/fields.ts'
import { needsCode, paymentObjects } from '../request/payment-objects.ts'
import { plainText } from '../request/plain-text.ts'
import type { PrintItem } from '../request/print-request.ts'
import { type ReceiptType, receiptTypeOf } from '../request/receipt-types.ts'
import type { Place } from '../texts/places.ts'
import { type Problem, problem } from '../texts/problem.ts'
import type { Warning } from '../texts/warnings.ts'
import { type Part, pricedLine } from './line-price.ts'
import { markingOf } from './marking.ts'
import { measureOf } from './measures.ts'
import { phoneOf } from './phone.ts'
import { isUsual, vatOfLine } from './vat-policy.ts'

export interface LineContext {
  readonly register: RegisterTraits
  /** Format of the register, when it is known already. */
  readonly ffd?: FfdVersion
  /** Date that the document will bear, where the register stands. */
  readonly today: LocalDate
}

/** What a line leaves behind besides itself. */
export interface Remarks {
  readonly problems: Problem[]
  readonly warnings: Warning[]
}

const commodity = 1
const payment = 10
/** Its rate is a setting of its own. */
const repayment = 7
const noInn = '000000000000'

export type ItemPlace = Place & { readonly kind: 'item' }

/** What a line is part of. */
export interface LineOf {
  readonly place: ItemPlace
  readonly type: ReceiptType
  /** Tag 1214, settled against the payments. */
  readonly method: Method
}

/** One line of a request as lines of a receipt. What `remarks.problems` gets makes the result worthless. */
export function toFiscalItems(
  item: PrintItem,
  { place, type, method }: LineOf,
  settings: ReceiptSettings,
  context: LineContext,
  remarks: Remarks,
): FiscalItem[] {
  const { settlement } = receiptTypeOf(type)
  const subject = subjectOf(item, place, type, remarks)
  const vat = vatOfLine(
    { id: item.vatId, method, settlement, today: context.today, place: { ...place, field: 'vat' } },
    settings,
  )
  if (typeof vat === 'object') pushOnce(remarks.problems, vat)
  else if (method !== repayment && !isUsual(vat, context.register.taxSystem))
    remarks.warnings.push({ key: 'rateUnusual', place })
  const marking = subject === payment ? undefined : checkedMarking(item, subject, place, context, remarks)
  const agent = agentOf(item, place, settings, remarks)
  const rate = typeof vat === 'object' ? 'none' : vat
  const measure = measureOf(item.measureCode)
  // Written out: objects made by spreading others are slow for all who copy and store them, and every PRINT pays for it.
  const lines = partsOf(item, place, remarks).map(
    ({ price, quantity, sum }): FiscalItem => ({
      name: item.name,
      price,
      quantity,
      sum,
      vat: rate,
      subject,
      method,
      measure,
    }),
  )
  if (marking === undefined && agent === undefined) return lines
  return lines.map((line) => ({ ...line, ...(marking && { marking }), ...(agent && { agent }) }))
}

/** A record that the table does not know is one mistake, however many lines have it. */
function pushOnce(problems: Problem[], vat: Problem): void {
  const told = problems.some(
    ({ key, values }) => key === vat.key && key === 'vatUnknown' && values['id'] === vat.values['id'],
  )
  if (!told) problems.push(vat)
}

function subjectOf(item: PrintItem, place: ItemPlace, type: ReceiptType, remarks: Remarks): number {
  if (item.object !== undefined) return paymentObjects[item.object]
  const ofType = receiptTypeOf(type).subject
  if (ofType === undefined) remarks.warnings.push({ key: 'subjectAssumed', place })
  return ofType ?? commodity
}

/** The lines that an item becomes, as far as money goes; what does not add up is told and stands as it was sent. */
function partsOf(item: PrintItem, place: ItemPlace, remarks: Remarks): readonly Part[] {
  const priced = pricedLine(item)
  if (priced?.remark !== undefined) remarks.warnings.push({ key: priced.remark, place })
  if (priced !== undefined) return priced.parts
  const price = kopecks(divideRounded(item.exactPrice, 10_000n))
  const { quantity, sum } = item
  remarks.problems.push(
    problem('lineDiffers', {
      place,
      price: formatKopecks(price),
      quantity: formatQuantity(quantity),
      sum: formatKopecks(sum),
    }),
  )
  return [{ price, quantity, sum }]
}

/** A marked piece has a code of its own; FFD 1.2 wants the scanned one, older formats make do with the product code. */
function checkedMarking(
  item: PrintItem,
  subject: number,
  place: ItemPlace,
  { ffd }: LineContext,
  { problems }: Remarks,
): FiscalItem['marking'] {
  const marking = markingOf(item, { ...place, field: 'marking_code' }, ffd)
  if (marking !== undefined && 'key' in marking) {
    problems.push(marking)
    return undefined
  }
  if (!needsCode(subject)) return marking
  const enough = marking?.code !== undefined || (ffd !== '1.2' && marking?.productCode !== undefined)
  if (!enough) problems.push(problem('markingMissing', { place }))
  else if (item.quantity !== onePiece) {
    problems.push(problem('markingQuantity', { place, quantity: formatQuantity(item.quantity) }))
  }
  return marking
}

function agentOf(item: PrintItem, place: ItemPlace, settings: ReceiptSettings, remarks: Remarks): Agent | undefined {
  const { supplier } = item
  if (supplier === undefined) return undefined
  const digits = supplier.inn?.replace(/\s/g, '') ?? noInn
  const supplierInn = /^0+$/.test(digits) ? noInn : digits
  if (!/^(?:\d{10}|\d{12})$/.test(supplierInn))
    remarks.problems.push(problem('supplierInn', { place, inn: supplierInn }))
  const supplierPhones: string[] = []
  for (const raw of supplier.phones) {
    const phone = phoneOf(plainText(textOf(raw) ?? ''), settings.country)
    if (phone === undefined) remarks.warnings.push({ key: 'supplierPhoneDropped', place })
    else supplierPhones.push(phone)
  }
  return {
    sign: settings.supplierAgentSign,
    supplierInn,
    ...(supplier.name === undefined ? {} : { supplierName: supplier.name }),
    supplierPhones,
  }
}

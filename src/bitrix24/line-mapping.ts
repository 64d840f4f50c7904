import type { LocalDate } from '../../drivers/ffd/local-time.ts'
import { divideRounded, formatKopecks, formatQuantity, kopecks } from '../../drivers/money.ts'
import type { Agent, FfdVersion, FiscalItem, Kopecks } from '../../drivers/register.ts'
import { phoneOf } from './contacts.ts'
import { textOf } from './fields.ts'
import { markingOf } from './marking.ts'
import { measureOf } from './measures.ts'
import { needsCode, paymentObjects, subjectFor } from './payment-objects.ts'
import type { Place } from './places.ts'
import type { PrintItem } from './print-request.ts'
import { type Problem, problem } from './problem.ts'
import { type Method, paymentMethods, type ReceiptType, receiptTypeOf } from './receipt-types.ts'
import type { ReceiptSettings, RegisterTraits } from './settings.ts'
import { isUsual, vatOfLine } from './vat-policy.ts'
import type { Warning } from './warnings.ts'

export interface LineContext {
  readonly register: RegisterTraits
  /** Format of the register, when it is known already. */
  readonly ffd?: FfdVersion
  /** Date where the register stands. */
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
const onePiece = 1000n
const noInn = '000000000000'

type ItemPlace = Place & { readonly kind: 'item' }

/** One line of a request as a line of a receipt. What `remarks.problems` gets makes the result worthless. */
export function toFiscalItem(
  item: PrintItem,
  place: ItemPlace,
  type: ReceiptType,
  settings: ReceiptSettings,
  context: LineContext,
  remarks: Remarks,
): FiscalItem {
  const { settlement, method: methodOfType } = receiptTypeOf(type)
  const method: Method = item.method === undefined ? methodOfType : paymentMethods[item.method]
  const subject = subjectOf(item, place, type, remarks)
  const vat = vatOfLine(
    { id: item.vatId, method, settlement, today: context.today, place: { ...place, field: 'vat' } },
    settings,
  )
  if (typeof vat === 'object') remarks.problems.push(vat)
  else if (method !== repayment && !isUsual(vat, context.register.taxSystem))
    remarks.warnings.push({ key: 'rateUnusual', place })
  const marking = subject === payment ? undefined : markingOf(item)
  if (needsCode(subject)) checkCode(item, marking?.code, place, context, remarks)
  const agent = agentOf(item, place, settings, remarks)
  return {
    name: item.name,
    price: priceOf(item, place, remarks),
    quantity: item.quantity,
    sum: item.sum,
    vat: typeof vat === 'object' ? 'none' : vat,
    subject: subjectFor(subject, context.ffd),
    method,
    measure: measureOf(item.measureCode),
    ...(marking === undefined ? {} : { marking }),
    ...(agent === undefined ? {} : { agent }),
  }
}

function subjectOf(item: PrintItem, place: ItemPlace, type: ReceiptType, remarks: Remarks): number {
  if (item.object !== undefined) return paymentObjects[item.object]
  const ofType = receiptTypeOf(type).subject
  if (ofType === undefined) remarks.warnings.push({ key: 'subjectAssumed', place })
  return ofType ?? commodity
}

const roundedKopecks = (exactPrice: bigint): Kopecks => kopecks(divideRounded(exactPrice, 10_000n))
const isNear = (a: bigint, b: bigint): boolean => a - b <= 1n && b - a <= 1n

/**
 * The price per unit that stands beside the line's sum. Price × quantity may miss the sum by a kopeck (scaled prepayments); a
 * price finer than kopecks may miss it by more, and the sum rules; one piece costs its sum. Anything else is an error.
 */
function priceOf(item: PrintItem, place: ItemPlace, remarks: Remarks): Kopecks {
  const price = roundedKopecks(item.exactPrice)
  if (isNear(divideRounded(price * item.quantity, 1000n), item.sum)) return price
  if (item.quantity === onePiece) {
    remarks.warnings.push({ key: 'priceReplaced', place })
    return item.sum
  }
  if (isNear(divideRounded(item.exactPrice * item.quantity, 10_000_000n), item.sum)) {
    remarks.warnings.push({ key: 'priceRounded', place })
    return price
  }
  remarks.problems.push(
    problem('lineDiffers', {
      place,
      price: formatKopecks(price),
      quantity: formatQuantity(item.quantity),
      sum: formatKopecks(item.sum),
    }),
  )
  return price
}

/** A marked piece has a code of its own; FFD 1.2 wants the scanned one, older formats make do with the product code. */
function checkCode(
  item: PrintItem,
  code: string | undefined,
  place: ItemPlace,
  { ffd }: LineContext,
  { problems }: Remarks,
): void {
  const enough = code !== undefined || (ffd !== '1.2' && item.productCode !== undefined)
  if (!enough) problems.push(problem('markingMissing', { place }))
  else if (item.quantity !== onePiece) {
    problems.push(problem('markingQuantity', { place, quantity: formatQuantity(item.quantity) }))
  }
}

function agentOf(item: PrintItem, place: ItemPlace, settings: ReceiptSettings, remarks: Remarks): Agent | undefined {
  const { supplier } = item
  if (supplier === undefined) return undefined
  const supplierInn = supplier.inn ?? noInn
  if (!/^(?:\d{10}|\d{12})$/.test(supplierInn))
    remarks.problems.push(problem('supplierInn', { place, inn: supplierInn }))
  const supplierPhones: string[] = []
  for (const raw of supplier.phones) {
    const phone = phoneOf(textOf(raw))
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

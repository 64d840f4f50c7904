import { amountOf, nestedOf, numberOf, type Tags, textOf, valuesOf } from '../../drivers/ffd/tags.ts'
import { buildForm } from '../src/bitrix24/php-form.ts'
import { portal } from './config.ts'
import type { Random } from './random.ts'

interface SaleLine {
  readonly name: string
  readonly kopecks: number
  readonly pieces: number
  readonly vat: 1 | 4 | 7
}

/** What a buyer bought: the content of one or several checks of Bitrix24. */
export interface Sale {
  /** Orders of the same number are the same deal with the same buyer. */
  readonly order: number
  readonly type: 'sell' | 'sellreturn' | 'sellreturncash'
  readonly lines: readonly SaleLine[]
  readonly cash: boolean
}

export const totalOf = ({ lines }: Sale): number => lines.reduce((sum, one) => sum + one.kopecks * one.pieces, 0)

export const settlementOf = ({ type }: Sale): 1 | 2 => (type === 'sell' ? 1 : 2)

/** `goods`: which things are sold; two sales of the same goods look alike in every field. */
export function makeSale(random: Random, order: number, goods: number): Sale {
  const type = random.chance(0.8) ? 'sell' : random.chance(0.5) ? 'sellreturn' : 'sellreturncash'
  const lines = Array.from({ length: random.between(1, 3) }, (_, index) => ({
    name: `Товар ${goods}, вид ${index + 1}`,
    kopecks: random.between(1, 90_000),
    pieces: random.between(1, 3),
    vat: random.pick([1, 4, 7] as const),
  }))
  return { order, type, lines, cash: type === 'sellreturncash' || (type === 'sell' && random.chance(0.3)) }
}

const rubles = (kopecks: number): string => `${Math.floor(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`

/** The body of PRINT. `seconds`: date_create, which differs on every send. */
export function printForm(uuid: string, sale: Sale, seconds: number): string {
  const total = rubles(totalOf(sale))
  return buildForm({
    type: sale.type,
    calculated_sign: sale.type === 'sell' ? 'income' : 'consumption',
    unique_id: uuid.split('|').at(-1),
    items: Object.fromEntries(
      sale.lines.map(({ name, kopecks, pieces, vat }, index) => [
        index,
        {
          name,
          base_price: rubles(kopecks),
          price: rubles(kopecks),
          sum: rubles(kopecks * pieces),
          quantity: pieces,
          measure_code: '796',
          vat,
          vat_sum: 0,
          payment_object: 'commodity',
          payment_method: 'full_payment',
          currency: 'RUB',
        },
      ]),
    ),
    date_create: seconds,
    payments: {
      0: { type: sale.cash ? 'cash' : 'cashless', is_cash: sale.cash ? 'Y' : 'N', sum: total, currency: 'RUB' },
    },
    client_email: 'buyer@example.ru',
    total_sum: total,
    uuid,
    operation: sale.type === 'sell' ? 'income' : 'consumption',
    number_kkm: '',
    cashbox_params: {
      AUTH: { LOGIN: portal.login, PASSWORD: portal.password },
      COMPANY: { INN: portal.inn },
      INTERACTION: { MODE: 'ACTIVE' },
    },
  })
}

/** What the document does not have in common with the sale; undefined when it is the sale's. */
export function differenceOf(tags: Tags, sale: Sale): string | undefined {
  if (numberOf(tags, 1054) !== settlementOf(sale)) return `settlement ${numberOf(tags, 1054)}`
  const total = amountOf(tags, 1020)
  if (total !== BigInt(totalOf(sale))) return `total ${total}`
  const items = nestedOf(tags, 1059)
  if (items.length !== sale.lines.length) return `${items.length} lines`
  const wrong = sale.lines.find((line, index) => {
    const item = items[index] ?? []
    return textOf(item, 1030) !== line.name || amountOf(item, 1043) !== BigInt(line.kopecks * line.pieces)
  })
  if (wrong !== undefined) return `no line ${wrong.name}`
  return valuesOf(tags, 1008).length > 1 ? 'two buyers' : undefined
}

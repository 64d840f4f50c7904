import Type from 'typebox'
import type { Settlement } from '../../drivers/ffd/receipt.ts'

const closed = { additionalProperties: false } as const

/** What a person reads off a paper receipt, or off the OFD's page about it. */
export const Attributes = Type.Object(
  {
    fn: Type.String({ pattern: '^\\d{16}$' }),
    number: Type.Integer({ minimum: 1 }),
    sign: Type.String({ pattern: '^\\d{1,10}$' }),
    registrationNumber: Type.String({ pattern: '^\\d{16}$' }),
    shift: Type.Integer({ minimum: 1 }),
    receiptNumber: Type.Integer({ minimum: 1 }),
    at: Type.Integer({ minimum: 0, description: 'секунды Unix' }),
    /** Needed only where the content of the receipt is lost; `total` too. */
    settlement: Type.Optional(Type.Enum(['sale', 'sale-return', 'buy', 'buy-return'] satisfies Settlement[])),
    total: Type.Optional(Type.String({ pattern: '^\\d{1,10}\\.\\d{2}$', description: 'рубли и копейки: 42.50' })),
  },
  closed,
)
export type Attributes = Type.Static<typeof Attributes>

/**
 * What a person vouches for where a fiscal memory cannot be read (promise, rule 17). `attested`: what became of the receipt.
 * `gone`: that, and that a register which does not answer never comes back.
 */
const Word = Type.Enum(['attested', 'gone'])
export type Word = Type.Static<typeof Word>

/** What a person decides about a receipt. */
export const Decision = Type.Union([
  /** It is that document of the fiscal memory. */
  Type.Object({ kind: Type.Literal('document'), number: Type.Integer({ minimum: 1 }) }, closed),
  /** It ends refused, never in a print. */
  Type.Object({ kind: Type.Literal('not-printed'), word: Type.Optional(Word) }, closed),
  /** It was printed; the fiscal memory cannot be read any more. */
  Type.Object({ kind: Type.Literal('attributes'), attributes: Attributes, word: Word }, closed),
  /** A held receipt goes on. */
  Type.Object({ kind: Type.Literal('print') }, closed),
  /** A held receipt becomes an alias of that other one. */
  Type.Object({ kind: Type.Literal('same-as'), uuid: Type.String({ maxLength: 64 }) }, closed),
  /** A receipt that waits ends refused. */
  Type.Object({ kind: Type.Literal('cancel'), word: Type.Optional(Type.Literal('gone')) }, closed),
  /** Nobody waits any more for Bitrix24 to ask about it. */
  Type.Object({ kind: Type.Literal('confirm') }, closed),
])
export type Decision = Type.Static<typeof Decision>

/** The decisions of those kinds. */
export type DecisionOf<K extends Decision['kind']> = Extract<Decision, { readonly kind: K }>

import Type from 'typebox'
import type { Settlement } from '../../drivers/ffd/receipt.ts'

/**
 * The attributes of a document as a person reads them from paper or from the OFD. Settlement and total are those of the receipt, and
 * asked for only where nothing but its name is left.
 */
export const Attested = Type.Object(
  {
    fn: Type.String({ pattern: '^\\d{16}$' }),
    number: Type.Integer({ minimum: 1 }),
    sign: Type.String({ pattern: '^\\d{1,10}$' }),
    registrationNumber: Type.String({ pattern: '^\\d{16}$' }),
    shift: Type.Integer({ minimum: 1 }),
    receiptNumber: Type.Integer({ minimum: 1 }),
    /** Unix seconds. */
    at: Type.Integer({ minimum: 0 }),
    settlement: Type.Optional(Type.Enum(['sale', 'sale-return', 'buy', 'buy-return'] satisfies Settlement[])),
    /** Rubles and kopecks, as `42.50`. */
    total: Type.Optional(Type.String({ pattern: '^\\d{1,10}\\.\\d{2}$' })),
  },
  { additionalProperties: false },
)

export type Attested = Type.Static<typeof Attested>

import Type from 'typebox'

/** The attributes of a document as a person reads them from paper or from the OFD. */
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
  },
  { additionalProperties: false },
)

export type Attested = Type.Static<typeof Attested>

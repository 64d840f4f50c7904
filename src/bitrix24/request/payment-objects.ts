/** Values of `payment_object` -> tag 1212 (fiscal-data 3.1). 16, 27, 28 and 29 have no key. */
export const paymentObjects = {
  commodity: 1,
  excise: 2,
  job: 3,
  service: 4,
  gambling_bet: 5,
  gambling_prize: 6,
  lottery: 7,
  lottery_prize: 8,
  intellectual_activity: 9,
  payment: 10,
  agent_commission: 11,
  composite: 12,
  another: 13,
  property_right: 14,
  'non-operating_gain': 15,
  sales_tax: 17,
  resort_fee: 18,
  deposit: 19,
  expense: 20,
  pension_insurance_ip: 21,
  pension_insurance: 22,
  medical_insurance_ip: 23,
  medical_insurance: 24,
  social_insurance: 25,
  casino_payment: 26,
  commodity_marking_no_marking_excise: 30,
  commodity_marking_excise: 31,
  commodity_marking_no_marking: 32,
  commodity_marking: 33,
} as const

export type PaymentObject = keyof typeof paymentObjects

/** Goods that must not be sold without their marking code. */
export const needsCode = (subject: number): boolean => subject === 31 || subject === 33

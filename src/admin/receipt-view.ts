/** Receipts as the lists of the admin API show them. */
import Type from 'typebox'
import { PaymentSums } from './status-view.ts'

export const ReceiptLine = Type.Object({
  uuid: Type.String(),
  order: Type.Integer(),
  acceptedAt: Type.String(),
  mode: Type.String(),
  registerId: Type.String(),
  bitrixUuid: Type.String(),
  type: Type.String(),
  total: Type.String(),
  buyer: Type.Optional(Type.String()),
  state: Type.String(),
  document: Type.Optional(Type.Integer()),
  shift: Type.Optional(Type.Integer()),
  registeredAt: Type.Optional(Type.String()),
  told: Type.Optional(Type.String()),
})
export type ReceiptLine = Type.Static<typeof ReceiptLine>

export const ReceiptPage = Type.Object({
  day: Type.Optional(Type.String()),
  total: Type.Optional(Type.Integer({ description: 'чеков за день' })),
  receipts: Type.Array(ReceiptLine, { description: 'новые сверху' }),
  more: Type.Boolean({ description: 'есть ещё' }),
})
export type ReceiptPage = Type.Static<typeof ReceiptPage>

export const DayPicture = Type.Object({
  day: Type.String(),
  receipts: Type.Integer(),
  hours: Type.Array(Type.Integer(), { description: 'зарегистрировано чеков за каждый час суток, 24 числа' }),
  sales: Type.String(),
  returns: Type.String(),
  payments: PaymentSums,
  waits: Type.Array(
    Type.Object({
      upToSeconds: Type.Union([Type.Integer(), Type.Null()], { description: 'null: дольше всех прочих' }),
      receipts: Type.Integer(),
    }),
    { description: 'сколько чеков сколько ждали от приёма до регистрации' },
  ),
  longestWaitMs: Type.Optional(Type.Integer()),
})
export type DayPicture = Type.Static<typeof DayPicture>

/** The answer of `GET /api/status`, and what the page is told whenever it changes. */
import Type from 'typebox'
import type { FnWarning, PrinterTrouble, RegisterIdentity } from '../../drivers/register.ts'
import type { TroubleCode } from '../words/reasons/catalogue.ts'

const Instant = Type.String({ description: 'ISO 8601' })
const Amount = Type.String({ description: 'рубли, две цифры после точки' })
const Counts = Type.Record(Type.String(), Type.Integer(), { description: 'сколько открытых чеков в каждом состоянии' })

/** Sums of the bridge's own receipts by form of payment: sales less returns. */
export const PaymentSums = Type.Object({
  cash: Amount,
  cashless: Amount,
  advance: Amount,
  credit: Amount,
  other: Amount,
})
export type PaymentSums = Type.Static<typeof PaymentSums>

export const ShiftTotals = Type.Object({
  receipts: Type.Integer(),
  sales: Amount,
  returns: Amount,
  payments: PaymentSums,
})
export type ShiftTotals = Type.Static<typeof ShiftTotals>

export const RegisterView = Type.Object({
  id: Type.String(),
  numberKkm: Type.Optional(Type.String()),
  default: Type.Boolean(),
  simulated: Type.Boolean({ description: 'касса-симулятор внутри моста' }),
  identity: Type.Optional(
    Type.Unsafe<RegisterIdentity>(
      Type.Object({
        model: Type.String(),
        serial: Type.String(),
        firmware: Type.String(),
        ffd: Type.String(),
        fn: Type.String(),
        registrationNumber: Type.String(),
        inn: Type.String(),
        taxSystems: Type.Array(Type.Integer()),
        vatRates: Type.Array(Type.String()),
        capabilities: Type.Object({
          marking: Type.Enum(['none', 'unchecked', 'checked'], { description: 'маркированный товар' }),
          corrections: Type.Boolean({ description: 'чеки коррекции' }),
          electronicOnly: Type.Boolean({ description: 'чеки без бумаги' }),
          agent: Type.Boolean({ description: 'товар поставщика по агентскому договору' }),
          maxReceiptBytes: Type.Integer({ description: 'сколько байт накопителя могут занять позиции чека' }),
        }),
      }),
    ),
  ),
  status: Type.Optional(
    Type.Object({
      clock: Instant,
      clockDriftMs: Type.Optional(Type.Integer({ description: 'часы кассы минус часы компьютера' })),
      paper: Type.Enum(['present', 'low', 'out']),
      cover: Type.Enum(['closed', 'open']),
      printer: Type.Array(Type.Unsafe<PrinterTrouble>(Type.String())),
      shift: Type.Object({
        state: Type.Enum(['closed', 'open', 'expired']),
        number: Type.Integer(),
        openedAt: Type.Optional(Instant),
      }),
      receiptOpen: Type.Boolean(),
      cash: Amount,
      fn: Type.Object({
        number: Type.String(),
        fiscal: Type.Boolean(),
        expires: Type.String({ description: 'ГГГГ-ММ-ДД' }),
        warnings: Type.Array(Type.Unsafe<FnWarning>(Type.String())),
        lastDocument: Type.Integer(),
      }),
      ofd: Type.Object({ unsent: Type.Integer(), oldestAt: Type.Optional(Instant) }),
    }),
  ),
  trouble: Type.Optional(
    Type.Object({
      code: Type.Unsafe<TroubleCode>(Type.String()),
      text: Type.String(),
      since: Instant,
      uuid: Type.Optional(Type.String()),
    }),
  ),
  totals: Type.Optional(ShiftTotals),
  receipts: Counts,
})
export type RegisterView = Type.Static<typeof RegisterView>

export const AlarmView = Type.Object({
  name: Type.String(),
  subject: Type.String({ description: 'UUID чека, имя кассы или файл' }),
  text: Type.String({ description: 'что случилось и что делать' }),
  blocking: Type.Boolean({ description: 'пока не устранено, продавать нельзя' }),
  since: Instant,
  detail: Type.Optional(Type.String()),
  event: Type.Optional(Type.Boolean({ description: 'тревога о событии: стоит, пока её не примут к сведению' })),
  decided: Type.Optional(Type.Boolean({ description: 'погаснет с решением человека о чеке' })),
})
export type AlarmView = Type.Static<typeof AlarmView>

/** An open receipt in short. */
export const OpenReceipt = Type.Object({
  uuid: Type.String(),
  registerId: Type.String(),
  bitrixUuid: Type.String(),
  acceptedAt: Instant,
  state: Type.String(),
  total: Type.Optional(Amount),
  why: Type.Optional(Type.String({ description: 'почему задержан или требует решения, кодом' })),
})
export type OpenReceipt = Type.Static<typeof OpenReceipt>

/** How the portal reaches the bridge, and the bridge the portal. */
export const PortalView = Type.Object({
  heardAt: Type.Optional(Type.String({ description: 'когда Битрикс24 обращался в последний раз после запуска моста' })),
  pushes: Type.Boolean({ description: 'результаты отправляются в Битрикс24 сразу' }),
  owed: Type.Integer({ description: 'сколько готовых результатов Битрикс24 ещё не получил' }),
  tunnel: Type.Optional(
    Type.Object(
      {
        reachable: Type.Enum(['yes', 'no', 'unknown']),
        seenAt: Type.Optional(Instant),
        misses: Type.Integer({ description: 'сколько проверок подряд не прошло' }),
        failure: Type.Optional(Type.String()),
      },
      { description: 'проверка снаружи, раз в минуту; нет, если в настройках нет public.url' },
    ),
  ),
})
export type PortalView = Type.Static<typeof PortalView>

/** What the last start found open, and how those receipts ended of which it was not known whether they were registered. */
export const RecoveryView = Type.Object(
  {
    found: Type.Record(Type.String(), Type.Integer(), {
      description: 'сколько чеков было открыто при запуске, по состояниям; printing — оставшиеся в работе',
    }),
    settled: Type.Record(Type.String(), Type.Integer(), {
      description: 'чем кончились оставшиеся в работе; accepted — не зарегистрированы и будут напечатаны',
    }),
    inDoubt: Type.Integer({ description: 'сколько из них ещё выясняется' }),
    finishedAt: Type.Optional(Instant),
  },
  { description: 'что выяснено о чеках, которые были в работе перед запуском моста' },
)
export type RecoveryView = Type.Static<typeof RecoveryView>

export const StatusView = Type.Object({
  version: Type.String(),
  now: Instant,
  today: Type.String({ description: 'ГГГГ-ММ-ДД, по часам магазина' }),
  timeZone: Type.String(),
  registers: Type.Array(RegisterView),
  receipts: Counts,
  open: Type.Array(OpenReceipt, { description: 'чеки, за которые мост в ответе; не больше 50' }),
  alarms: Type.Array(AlarmView),
  portal: PortalView,
  recovery: RecoveryView,
})
export type StatusView = Type.Static<typeof StatusView>

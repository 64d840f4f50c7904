import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Clock } from '../../drivers/clock.ts'
import type { Kopecks } from '../../drivers/money.ts'
import { parseKopecks } from '../../drivers/money.ts'
import { atTheDesk, type DeskWork } from '../lane/desk.ts'
import type { Roster } from '../lane/roster.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { AdminError } from './admin-error.ts'
import { shopRegisterOf } from './shop-register-of.ts'

const closed = { additionalProperties: false } as const
const Path = Type.Object({ id: Type.String({ maxLength: 64, description: 'имя кассы в настройках' }) })

/** Everything an action may be told; each takes only what it needs. */
const Body = Type.Object(
  {
    shift: Type.Optional(Type.Integer({ minimum: 1, description: 'номер закрываемой смены' })),
    sum: Type.Optional(
      Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,2})?$', description: 'рубли', examples: ['1500.00'] }),
    ),
    document: Type.Optional(Type.Integer({ minimum: 1, description: 'ФД; без него копия последнего документа' })),
  },
  closed,
)
type Body = Type.Static<typeof Body>

const Done = Type.Object({ result: Type.Enum(['done', 'nothing'], { description: 'nothing: так уже и было' }) })

function amountOf({ sum }: Body): Kopecks {
  const amount = sum === undefined ? undefined : parseKopecks(sum)
  if (amount === undefined || amount <= 0n) throw new AdminError(400, 'Сумма должна быть больше нуля.')
  return amount
}

function shiftOf({ shift }: Body): number {
  if (shift === undefined) throw new AdminError(400, 'Укажите номер смены, которую надо закрыть.')
  return shift
}

interface Action {
  readonly path: string
  readonly summary: string
  readonly workOf: (body: Body, now: () => number) => DeskWork
}

const actions: readonly Action[] = [
  { path: 'shift/open', summary: 'Открыть смену', workOf: () => ({ kind: 'open-shift' }) },
  { path: 'shift/close', summary: 'Закрыть смену', workOf: (body) => ({ kind: 'close-shift', shift: shiftOf(body) }) },
  { path: 'x-report', summary: 'Снять X-отчёт', workOf: () => ({ kind: 'x-report' }) },
  { path: 'cash-in', summary: 'Внести наличные', workOf: (body) => ({ kind: 'cash-in', sum: amountOf(body) }) },
  { path: 'cash-out', summary: 'Выплатить наличные', workOf: (body) => ({ kind: 'cash-out', sum: amountOf(body) }) },
  {
    path: 'copy',
    summary: 'Напечатать копию документа',
    workOf: ({ document }) => ({ kind: 'copy', ...(document !== undefined && { document }) }),
  },
  {
    path: 'clock',
    summary: 'Установить часы кассы по часам компьютера, при закрытой смене',
    workOf: (_, now) => ({ kind: 'set-clock', now }),
  },
  { path: 'test-print', summary: 'Пробная печать, не чек', workOf: () => ({ kind: 'test-print' }) },
]

/** What people do at the register between receipts. Every action goes through the lane. */
export function actionRoutes(
  app: FastifyInstance,
  { roster, store, clock, now }: { roster: Roster; store: ReceiptStore; clock: Clock; now: () => number },
): void {
  for (const { path, summary, workOf } of actions) {
    app.post<{ Params: { id: string }; Body: Body }>(
      `/api/registers/:id/${path}`,
      { schema: { tags: ['actions'], summary, params: Path, body: Body, response: { 200: Done } } },
      async ({ params: { id }, body }) => {
        const { result } = await atTheDesk(shopRegisterOf(roster, id), store, workOf(body, now), clock)
        return { result }
      },
    )
  }
}

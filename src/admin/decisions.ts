import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { DecisionRefused } from '../decisions/decision-refused.ts'
import type { Decisions } from '../decisions/decisions.ts'
import type { Resolution } from '../decisions/resolve.ts'
import type { Word } from '../decisions/word.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { Attested } from './attested.ts'
import { receiptView } from './one-receipt.ts'

const closed = { additionalProperties: false } as const
const By = Type.String({ minLength: 1, maxLength: 100 })
const Path = Type.Object({ uuid: Type.String({ maxLength: 64 }) })

const Gone = Type.Optional(
  Type.Literal(true, { description: 'касса или накопитель потеряны навсегда: молчания кассы не ждать' }),
)

const ResolveBody = Type.Object(
  {
    by: By,
    document: Type.Optional(Type.Integer({ minimum: 1 })),
    notPrinted: Type.Optional(Type.Literal(true)),
    attest: Type.Optional(Type.Literal(true)),
    gone: Gone,
    attributes: Type.Optional(Attested),
  },
  closed,
)
type ResolveBody = Type.Static<typeof ResolveBody>

const ReleaseBody = Type.Object(
  {
    by: By,
    print: Type.Optional(Type.Literal(true)),
    sameAs: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
)
type ReleaseBody = Type.Static<typeof ReleaseBody>

const NameBody = Type.Object({ by: By }, closed)

const CancelBody = Type.Object({ by: By, gone: Gone }, closed)

type UuidPath = Type.Static<typeof Path>

/** Exactly one of the ways to resolve. */
function resolutionOf(body: ResolveBody, record: ReceiptRecord): Resolution {
  const { document, notPrinted, attest, attributes } = body
  const word: Word = body.gone === true ? 'gone' : 'attested'
  if ([document, notPrinted, attributes].filter((one) => one !== undefined).length !== 1) {
    throw new DecisionRefused('Укажите одно из трёх: номер документа, «не напечатан» или реквизиты с бумажного чека.')
  }
  if (document !== undefined) return { kind: 'document', number: document }
  if (notPrinted === true) return attest === true ? { kind: 'attested-not-printed', word } : { kind: 'not-printed' }
  const { settlement, total } = record.receipt ?? attributes ?? {}
  if (attributes === undefined || settlement === undefined || total === undefined) {
    throw new DecisionRefused('Содержимое этого чека потеряно: укажите с бумаги и признак расчёта, и сумму.')
  }
  return { kind: 'attested', document: { ...attributes, settlement, total }, word }
}

/** Routes by which a person settles unresolved, held and waiting receipts. */
export function decisionRoutes(
  app: FastifyInstance,
  decisions: Decisions,
  find: (uuid: string) => Promise<ReceiptRecord>,
): void {
  app.post<{ Params: UuidPath; Body: ResolveBody }>(
    '/api/receipts/:uuid/resolve',
    { schema: { tags: ['receipts'], summary: 'Решить судьбу чека', params: Path, body: ResolveBody } },
    async ({ params: { uuid }, body }) =>
      receiptView(await decisions.resolve(uuid, resolutionOf(body, await find(uuid)), body.by)),
  )
  app.post<{ Params: UuidPath; Body: ReleaseBody }>(
    '/api/receipts/:uuid/release',
    { schema: { tags: ['receipts'], summary: 'Решить о задержанном чеке', params: Path, body: ReleaseBody } },
    async ({ params: { uuid }, body: { by, print, sameAs } }) => {
      if ((print === true) === (sameAs !== undefined)) {
        throw new DecisionRefused('Укажите одно: печатать чек или считать его вторым именем другого.')
      }
      const release = sameAs === undefined ? ({ kind: 'print' } as const) : ({ kind: 'same-as', uuid: sameAs } as const)
      return receiptView(await decisions.release(uuid, release, by))
    },
  )
  app.post<{ Params: UuidPath; Body: Type.Static<typeof CancelBody> }>(
    '/api/receipts/:uuid/cancel',
    {
      schema: { tags: ['receipts'], summary: 'Отменить чек, который ещё не печатался', params: Path, body: CancelBody },
    },
    async ({ params: { uuid }, body }) =>
      receiptView(await decisions.cancel(uuid, body.by, body.gone === true ? 'gone' : undefined)),
  )
  app.post<{ Params: UuidPath; Body: { by: string } }>(
    '/api/receipts/:uuid/confirm',
    {
      schema: { tags: ['receipts'], summary: 'Больше не ждать вопроса Битрикс24 о чеке', params: Path, body: NameBody },
    },
    async ({ params: { uuid }, body }) => receiptView(await decisions.confirm(uuid, body.by)),
  )
}

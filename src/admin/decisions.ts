import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Decisions } from '../decisions/decisions.ts'
import { Decision, type DecisionOf } from '../record/decision.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { AdminError } from './admin-error.ts'
import { receiptView } from './one-receipt.ts'

const Path = Type.Object({ uuid: Type.String() })
type Path = Type.Static<typeof Path>

const Body = Type.Object(
  { by: Type.String({ minLength: 1, maxLength: 100, description: 'кто решил' }), decision: Decision },
  { additionalProperties: false },
)
type Body = Type.Static<typeof Body>

type Forms = { readonly [K in Decision['kind']]: { readonly example: DecisionOf<K>; readonly meaning: string } }

/** How each decision is written. */
const forms: Forms = {
  document: { example: { kind: 'document', number: 43 }, meaning: 'чек — этот документ накопителя' },
  'not-printed': {
    example: { kind: 'not-printed' },
    meaning:
      'чек не напечатан; если накопитель прочитать нельзя, ещё "word":"attested", а если касса или накопитель потеряны навсегда, "word":"gone"',
  },
  attributes: {
    example: {
      kind: 'attributes',
      attributes: {
        fn: '9999078900001234',
        number: 43,
        sign: '2874316905',
        registrationNumber: '0000000001047291',
        shift: 7,
        receiptNumber: 1,
        at: 1_795_418_045,
      },
      word: 'attested',
    },
    meaning:
      'чек напечатан, реквизиты с бумаги или из ОФД, а накопитель прочитать нельзя; если касса или накопитель потеряны навсегда, "word":"gone"; если содержимое чека потеряно, среди реквизитов ещё "settlement":"sale" (sale-return, buy, buy-return) и "total":"42.50"',
  },
  print: { example: { kind: 'print' }, meaning: 'печатать задержанный чек' },
  'same-as': {
    example: { kind: 'same-as', uuid: '7QK1Z8F3M5T0XW9R2C4V6B8N1D' },
    meaning: 'задержанный чек — повтор чека с этим UUID',
  },
  cancel: {
    example: { kind: 'cancel' },
    meaning: 'отменить чек, который ещё не печатался; если касса потеряна навсегда, ещё "word":"gone"',
  },
  confirm: { example: { kind: 'confirm' }, meaning: 'больше не ждать, что Битрикс24 спросит о чеке' },
}

const formTexts = (kinds: readonly (keyof Forms)[]): string[] =>
  kinds.map((kind) => `${JSON.stringify(forms[kind].example)} — ${forms[kind].meaning}`)

const isKind = (kind: unknown): kind is keyof Forms => typeof kind === 'string' && Object.hasOwn(forms, kind)
const everyKind = Object.keys(forms).filter(isKind)

/** What would be right, in Russian: the decision that was meant, or all there are. */
function mistakeIn(body: unknown): string {
  const { decision } = (body ?? {}) as { readonly decision?: { readonly kind?: unknown } | null }
  const right = formTexts(isKind(decision?.kind) ? [decision.kind] : everyKind)
  return `Решение записано неверно. Нужно {"by":"кто решил, до 100 знаков","decision":…}, где decision: ${right.join(' · ')}.`
}

/** The route by which a person decides about a receipt. */
export function decisionRoutes(
  app: FastifyInstance,
  decisions: Decisions,
  find: (uuid: string) => Promise<ReceiptRecord>,
): void {
  const description = formTexts(everyKind).join('\n\n')
  app.post<{ Params: Path; Body: Body }>(
    '/api/receipts/:uuid/decide',
    {
      // The validator tells what each form of a decision lacks, but not which of them was meant.
      attachValidation: true,
      schema: { tags: ['receipts'], summary: 'Решить о чеке', description, params: Path, body: Body },
    },
    async ({ params: { uuid }, body, validationError }) => {
      if (validationError !== undefined) throw new AdminError(400, mistakeIn(body))
      await find(uuid)
      return receiptView(await decisions.decide(uuid, body.decision, body.by))
    },
  )
}

import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { documentTitles } from '../../drivers/ffd/codes.ts'
import type { Witness } from '../../drivers/ffd/document.ts'
import { formatKopecks, parseKopecks } from '../../drivers/money.ts'
import { triedOf } from '../decisions/ruling.ts'
import type { Claims } from '../lane/claims.ts'
import { readWitnesses } from '../lane/read-witnesses.ts'
import type { Roster } from '../lane/roster.ts'
import { whereabouts } from '../lane/whereabouts.ts'
import { isMark, uuidPrefixOf } from '../record/identity.ts'
import type { ReceiptRecord } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'
import { shopRegisterOf } from './shop-register-of.ts'

export const EvidenceDocument = Type.Object({
  number: Type.Integer({ description: 'ФД' }),
  kind: Type.Enum(['receipt', 'other', 'unreadable']),
  title: Type.Optional(Type.String()),
  at: Type.Optional(Type.String({ description: 'ISO 8601' })),
  settlement: Type.Optional(Type.String()),
  total: Type.Optional(Type.String()),
  itemCount: Type.Optional(Type.Integer()),
  ours: Type.Boolean({ description: 'несёт метку этого чека' }),
  fits: Type.Boolean({ description: 'тот же признак расчёта и та же сумма' }),
  owner: Type.Optional(Type.String({ description: 'UUID чека моста, которому принадлежит документ' })),
  ownerCheck: Type.Optional(Type.String({ description: 'его номер в Битрикс24' })),
  foreignMark: Type.Optional(Type.String({ description: 'метка чека, записи о котором нет' })),
})
export type EvidenceDocument = Type.Static<typeof EvidenceDocument>

/** What the register shows about a receipt that a person decides on. */
export const EvidenceView = Type.Object({
  registerId: Type.String({
    description: 'касса, которая это показывает: в ней накопитель, с которым чек начал печататься',
  }),
  fn: Type.String(),
  lastDocument: Type.Integer(),
  expectedFn: Type.Optional(Type.String({ description: 'ФН, с которым чек начал печататься' })),
  from: Type.Integer({ description: 'первый показанный документ' }),
  shortened: Type.Boolean({ description: 'показаны не все документы, сделанные с начала печати чека' }),
  documents: Type.Array(EvidenceDocument),
})
export type EvidenceView = Type.Static<typeof EvidenceView>

/** Documents shown at most, and how many when nothing says where the receipt's attempts began. */
const most = 60
const recent = 10

export interface EvidenceParts {
  readonly roster: Roster
  readonly store: ReceiptStore
  readonly claims: Claims
}

async function viewOf(
  witness: Witness,
  record: ReceiptRecord,
  { store, claims }: EvidenceParts,
): Promise<EvidenceDocument> {
  if (witness.kind === 'unreadable') return { number: witness.number, kind: 'unreadable', ours: false, fits: false }
  if (witness.kind === 'other') {
    const title = documentTitles[witness.code]
    return { number: witness.number, kind: 'other', ours: false, fits: false, ...(title !== undefined && { title }) }
  }
  const { document, marks, content } = witness
  const mark = marks.find(isMark)
  const marked = mark === undefined ? undefined : await store.findByPrefix(uuidPrefixOf(mark))
  const given = claims.claimedByPerson(document.fn, document.number)
  const owner = given === undefined ? marked : ((await store.find(given)) ?? marked)
  const { receipt } = record
  return {
    number: document.number,
    kind: 'receipt',
    at: new Date(document.at * 1000).toISOString(),
    settlement: document.settlement,
    total: formatKopecks(document.total),
    itemCount: content.lines.length,
    ours: mark !== undefined && record.uuid.startsWith(uuidPrefixOf(mark)),
    fits: receipt?.settlement === document.settlement && parseKopecks(receipt.total) === document.total,
    ...(owner !== undefined && { owner: owner.uuid, ownerCheck: owner.bitrixUuid }),
    ...(mark !== undefined && owner === undefined && { foreignMark: mark }),
  }
}

/**
 * Reads what the register that has the receipt's fiscal memory now, or else its own, holds since the first attempt, or its last
 * documents. Changes nothing. Throws RegisterError.
 */
async function evidenceOf(record: ReceiptRecord, parts: EvidenceParts): Promise<EvidenceView> {
  const { roster } = parts
  const shopRegister = (await whereabouts(record, roster)).shopRegister ?? shopRegisterOf(roster, record.registerId)
  const expected = triedOf(record)?.baseline
  const { fn, lastDocument, from, first, witnesses } = await shopRegister.lane.use(async (register, signal) => {
    const now = await register.baseline(signal)
    const first = expected?.fn === now.fn ? expected.lastDocument + 1 : Math.max(1, now.lastDocument - recent + 1)
    const from = Math.max(first, now.lastDocument - most + 1)
    const witnesses = await readWitnesses(register, from, now.lastDocument, signal)
    return { ...now, from, first, witnesses }
  })
  const documents: EvidenceDocument[] = []
  for (const witness of witnesses) documents.push(await viewOf(witness, record, parts))
  return {
    registerId: shopRegister.id,
    fn,
    lastDocument,
    ...(expected !== undefined && { expectedFn: expected.fn }),
    from,
    shortened: from > first,
    documents,
  }
}

/** `GET /api/receipts/:uuid/evidence`. */
export function evidenceRoutes(
  app: FastifyInstance,
  parts: EvidenceParts,
  find: (uuid: string) => Promise<ReceiptRecord>,
): void {
  const schema = {
    tags: ['receipts'],
    summary: 'Что показывает касса о чеке, который ждёт решения',
    params: Type.Object({ uuid: Type.String({ maxLength: 64 }) }),
    response: { 200: EvidenceView },
  }
  app.get<{ Params: { uuid: string } }>('/api/receipts/:uuid/evidence', { schema }, async ({ params }) =>
    evidenceOf(await find(params.uuid), parts),
  )
}

import type { FastifyInstance, FastifyReply } from 'fastify'
import QRCode from 'qrcode'
import Type from 'typebox'
import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { documentJson } from '../../drivers/ffd/document-json.ts'
import { renderDocument } from '../../drivers/paper/document.ts'
import { qrText } from '../../drivers/paper/qr.ts'
import { exportRow } from '../data/export-rows.ts'
import type { Roster } from '../lane/roster.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { AdminError } from './admin-error.ts'
import { shopRegisterOf } from './shop-register-of.ts'

const Path = Type.Object({
  id: Type.String({ maxLength: 64 }),
  fd: Type.String({ pattern: '^\\d{1,10}$', description: 'номер ФД' }),
})
type Path = Type.Static<typeof Path>

export interface DocumentParts {
  readonly roster: Roster
  /** IANA zone of the register with that id. */
  readonly zoneOf: (registerId: string) => string
}

async function sendQr(text: string | undefined, reply: FastifyReply): Promise<FastifyReply> {
  if (text === undefined) throw new AdminError(404, 'У этого документа нет QR-кода: он есть только у чеков.')
  const svg = await QRCode.toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return reply.type('image/svg+xml').send(svg)
}

/** Documents as the fiscal memory gives them back: tags, paper, QR code; and the QR code that the record alone is enough for. */
export function documentRoutes(
  app: FastifyInstance,
  { roster, zoneOf }: DocumentParts,
  find: (uuid: string) => Promise<ReceiptRecord>,
): void {
  const documentOf = async ({ id, fd }: Path): Promise<StoredDocument> => {
    const { lane } = shopRegisterOf(roster, id)
    const document = await lane.use((register, signal) => register.readDocument(Number(fd), signal))
    if (document === 'none') throw new AdminError(404, `В накопителе кассы нет документа ФД ${fd}.`)
    if (document === 'unreadable') {
      throw new AdminError(502, `Накопитель кассы не отдаёт документ ФД ${fd}: подробности в журнале моста.`)
    }
    return document
  }
  const schema = { tags: ['documents'], params: Path }
  const path = '/api/registers/:id/documents/:fd'
  app.get<{ Params: Path }>(path, { schema: { ...schema, summary: 'Теги документа' } }, async ({ params }) =>
    documentJson(await documentOf(params)),
  )
  app.get<{ Params: Path }>(
    `${path}/paper`,
    { schema: { ...schema, summary: 'Бумажная форма документа' } },
    async ({ params }, reply) => reply.type('text/plain; charset=utf-8').send(renderDocument(await documentOf(params))),
  )
  app.get<{ Params: Path }>(
    `${path}/qr.svg`,
    { schema: { ...schema, summary: 'QR-код чека' } },
    async ({ params }, reply) => sendQr(qrText(await documentOf(params)), reply),
  )
  app.get<{ Params: { uuid: string } }>(
    '/api/receipts/:uuid/qr.svg',
    {
      schema: {
        tags: ['receipts'],
        summary: 'QR-код зарегистрированного чека, без обращения к кассе',
        params: Type.Object({ uuid: Type.String({ maxLength: 64 }) }),
      },
    },
    async ({ params }, reply) => {
      const record = await find(params.uuid)
      return sendQr(exportRow(record, zoneOf(record.registerId))?.qr, reply)
    },
  )
}

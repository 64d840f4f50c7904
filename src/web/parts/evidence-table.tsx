import type { EvidenceDocument, EvidenceView } from '../../admin/evidence.ts'
import { money } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'
import { checkName } from './receipt-table.tsx'

interface Props {
  readonly evidence: EvidenceView
  /** Leaves out whatever is of another sum. */
  readonly onlyAlike: boolean
  /** The receipt that is decided on. */
  readonly uuid: string
  readonly timeOf: (iso: string) => string
  /** Undefined when no document can be chosen for this receipt. */
  readonly onChoose: ((document: EvidenceDocument) => void) | undefined
}

function Owner({ document, uuid }: { readonly document: EvidenceDocument; readonly uuid: string }) {
  const { decide } = words()
  if (document.kind === 'unreadable') return <>{decide.cannotRead}</>
  if (document.kind === 'other') return <>{decide.otherKind}</>
  if (document.ours) return <strong>{decide.ours}</strong>
  if (document.owner !== undefined && document.owner !== uuid) {
    return (
      <a href={hrefOf('receipt', document.owner)}>{decide.owned(checkName(document.ownerCheck ?? document.owner))}</a>
    )
  }
  if (document.foreignMark !== undefined) {
    return (
      <>
        {decide.foreign} (<code>{document.foreignMark}</code>)
      </>
    )
  }
  return <>{decide.free}</>
}

/** A document that may be this receipt: its own, or nobody's of the same sale. */
const mayBe = ({ kind, ours, fits, owner, foreignMark }: EvidenceDocument): boolean =>
  kind === 'receipt' && (ours || (fits && owner === undefined && foreignMark === undefined))

/** The documents of the fiscal memory, each with whose it is. */
export function EvidenceTable({ evidence, onlyAlike, uuid, timeOf, onChoose }: Props) {
  const { decide, fields, settlements } = words()
  const documents = evidence.documents.filter(({ fits }) => fits || !onlyAlike)
  if (documents.length === 0) return <p>{onlyAlike ? decide.nothingAlike : decide.nothing}</p>
  return (
    <>
      {evidence.shortened && <p>{decide.shortened}</p>}
      <table class="list">
        <caption class="hidden">{decide.shown}</caption>
        <thead>
          <tr>
            <th scope="col">{decide.document}</th>
            <th scope="col">{fields.time}</th>
            <th scope="col" class="number">
              {fields.sum}
            </th>
            <th scope="col">{decide.whose}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <tr key={document.number}>
              <td data-name={decide.document}>
                ФД {document.number}
                {document.title !== undefined && <small> {document.title.toLowerCase()}</small>}
              </td>
              <td data-name={fields.time}>{document.at === undefined ? '—' : timeOf(document.at)}</td>
              <td data-name={fields.sum} class="number">
                {document.total === undefined
                  ? '—'
                  : `${money(document.total)}, ${wordFor(settlements, document.settlement ?? '') ?? ''}`}
              </td>
              <td data-name={decide.whose} class="wrap">
                <Owner document={document} uuid={uuid} />
                {document.kind === 'receipt' && <small> · {document.fits ? decide.fits : decide.differs}</small>}{' '}
                {onChoose !== undefined && mayBe(document) && (
                  <button type="button" class="primary" onClick={() => onChoose(document)}>
                    {decide.choose}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

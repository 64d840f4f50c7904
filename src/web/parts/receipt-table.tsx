import type { ReceiptLine } from '../../admin/receipt-view.ts'
import { money, shortMomentOf, shortTimeOf } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'
import { StateBadge } from './badge.tsx'

type Line = Pick<ReceiptLine, 'uuid' | 'acceptedAt' | 'bitrixUuid' | 'state'> &
  Partial<Pick<ReceiptLine, 'total' | 'document' | 'buyer' | 'type' | 'mode'>> & { readonly why?: string | undefined }

interface Props {
  readonly caption: string
  readonly lines: readonly Line[]
  readonly timeZone: string
  /** Days are shown too: the receipts are of several. */
  readonly days?: boolean
  /** The last column says why a receipt waits instead of its document and buyer. */
  readonly reasons?: boolean
}

/** `check|shop.example.ru|17` is long: its last part is what people know. */
export const checkName = (bitrixUuid: string): string => {
  const last = bitrixUuid.split('|').at(-1) ?? bitrixUuid
  return last === bitrixUuid ? bitrixUuid : `№ ${last}`
}

export function ReceiptTable({ caption, lines, timeZone, days = false, reasons = false }: Props) {
  const { fields, types, why, test } = words()
  return (
    <table class="list">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{fields.time}</th>
          <th scope="col">{fields.check}</th>
          <th scope="col" class="number">
            {fields.sum}
          </th>
          <th scope="col">{fields.state}</th>
          {reasons ? (
            <th scope="col">{fields.why}</th>
          ) : (
            <>
              <th scope="col" class="number">
                {fields.fd}
              </th>
              <th scope="col">{fields.buyer}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.uuid}>
            <td data-name={fields.time}>{(days ? shortMomentOf : shortTimeOf)(line.acceptedAt, timeZone)}</td>
            <td data-name={fields.check}>
              <a href={hrefOf('receipt', line.uuid)} title={line.bitrixUuid}>
                {checkName(line.bitrixUuid)}
              </a>{' '}
              {line.type !== undefined && line.type !== 'sell' && (
                <small>{wordFor(types, line.type) ?? line.type}</small>
              )}{' '}
              {line.mode === 'TEST' && <small>{test}</small>}
            </td>
            <td data-name={fields.sum} class="number">
              {line.total === undefined ? '—' : money(line.total)}
            </td>
            <td data-name={fields.state}>
              <StateBadge state={line.state} />
            </td>
            {reasons ? (
              <td data-name={fields.why}>{line.why === undefined ? '' : (wordFor(why, line.why) ?? line.why)}</td>
            ) : (
              <>
                <td data-name={fields.fd} class="number">
                  {line.document ?? '—'}
                </td>
                <td data-name={fields.buyer} class="wrap">
                  {line.buyer ?? '—'}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

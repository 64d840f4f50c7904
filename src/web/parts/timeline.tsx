import { momentOf } from '../format.ts'
import type { ReceiptRecordView } from '../record.ts'
import { words } from '../texts/words.ts'

type Entry = ReceiptRecordView['history'][number]

/** What the log's words about evidence say in plain ones; undefined when they say nothing more. */
function evidenceOf({ detail = '' }: Entry): string | undefined {
  const { evidence, causes } = words()
  const last = /^FD (\d+)/.exec(detail)?.[1]
  const baseline = /baseline FD (\d+)/.exec(detail)?.[1]
  const seen = /FN \d+, FD (\d+)/.exec(detail)?.[1]
  const attempt = /^attempt (\d+): ([A-Z_]+|interrupted)/.exec(detail)
  const cause = attempt?.[2] ?? ''
  const parts = [
    attempt?.[1] !== undefined && `${evidence.attempt(attempt[1])}: ${causes[cause] ?? cause}`,
    last !== undefined && evidence.document(last),
    baseline !== undefined && evidence.baseline(baseline),
    seen !== undefined && evidence.lastDocument(seen),
  ].filter((part) => typeof part === 'string')
  return parts.length === 0 ? undefined : parts.join('; ')
}

/** What happened to the receipt, in the order of time. */
export function Timeline({ record, timeZone }: { readonly record: ReceiptRecordView; readonly timeZone: string }) {
  const { events, why, details, receipt } = words()
  return (
    <ol class="timeline">
      {record.history.map((entry, at) => {
        const plain = why[entry.detail ?? ''] ?? evidenceOf(entry)
        return (
          <li key={at}>
            <time dateTime={entry.at}>{momentOf(entry.at, timeZone)}</time>
            <strong>{events[`${entry.event} ${entry.state}`] ?? events[entry.event] ?? entry.event}</strong>
            {plain !== undefined && <span>{plain}</span>}
            {entry.detail !== undefined && plain === undefined && !entry.event.startsWith('decided-') && (
              <details>
                <summary>{details}</summary>
                <code>{entry.detail}</code>
              </details>
            )}
          </li>
        )
      })}
      {record.decisions?.map((decision) => (
        <li key={decision.at} class="person">
          <time dateTime={decision.at}>{momentOf(decision.at, timeZone)}</time>
          <strong>
            {receipt.decisions}: {decision.by}
          </strong>
          <span>
            {decision.what}; {decision.evidence}
            {decision.attested === true && ` (${receipt.attested})`}
          </span>
        </li>
      ))}
    </ol>
  )
}

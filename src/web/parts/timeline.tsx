import type { OneReceipt } from '../../admin/one-receipt.ts'
import { isAttested, nameOf } from '../../record/decided.ts'
import { momentOf } from '../base/format.ts'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'

type Entry = OneReceipt['history'][number]
type Decision = NonNullable<OneReceipt['decisions']>[number]

/** What the log's words about evidence say in plain ones; undefined when they say nothing more. */
function evidenceOf({ detail = '' }: Entry): string | undefined {
  const { evidence, causes } = words()
  const last = /^FD (\d+)/.exec(detail)?.[1]
  const baseline = /baseline FD (\d+)/.exec(detail)?.[1]
  const seen = /FN \d+, FD (\d+)/.exec(detail)?.[1]
  const attempt = /^attempt (\d+): ([A-Z_]+|interrupted)/.exec(detail)
  const cause = attempt?.[2] ?? ''
  const parts = [
    attempt?.[1] !== undefined && `${evidence.attempt(attempt[1])}: ${wordFor(causes, cause) ?? cause}`,
    last !== undefined && evidence.document(last),
    baseline !== undefined && evidence.baseline(baseline),
    seen !== undefined && evidence.lastDocument(seen),
  ].filter((part) => typeof part === 'string')
  return parts.length === 0 ? undefined : parts.join('; ')
}

function EventLine({ entry, timeZone }: { readonly entry: Entry; readonly timeZone: string }) {
  const { events, why, details } = words()
  const plain = wordFor(why, entry.detail ?? '') ?? evidenceOf(entry)
  return (
    <li>
      <time dateTime={entry.at}>{momentOf(entry.at, timeZone)}</time>
      <strong>{wordFor(events, `${entry.event} ${entry.state}`) ?? wordFor(events, entry.event) ?? entry.event}</strong>
      {plain !== undefined && <span>{plain}</span>}
      {entry.detail !== undefined && plain === undefined && (
        <details>
          <summary>{details}</summary>
          <code>{entry.detail}</code>
        </details>
      )}
    </li>
  )
}

function DecisionLine({ decision, timeZone }: { readonly decision: Decision; readonly timeZone: string }) {
  const { decided, why, receipt } = words()
  const { at, by, what, evidence } = decision
  const name = nameOf(what)
  return (
    <li class="person">
      <time dateTime={at}>{momentOf(at, timeZone)}</time>
      <strong>
        {decided[name]}: {by}
      </strong>
      <span>
        {wordFor(why, evidence) ?? evidence}
        {isAttested(name) && ` (${receipt.attested})`}
      </span>
    </li>
  )
}

/** What happened to the receipt and what people decided, in the order of time. */
export function Timeline({ record, timeZone }: { readonly record: OneReceipt; readonly timeZone: string }) {
  // A decision is in the history, too: there without the words for people.
  const happened = record.history.filter(({ event }) => !event.startsWith('decided-'))
  const lines = [
    ...happened.map((entry) => ({ at: entry.at, line: <EventLine entry={entry} timeZone={timeZone} /> })),
    ...(record.decisions ?? []).map((decision) => ({
      at: decision.at,
      line: <DecisionLine decision={decision} timeZone={timeZone} />,
    })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  return <ol class="timeline">{lines.map(({ line }) => line)}</ol>
}

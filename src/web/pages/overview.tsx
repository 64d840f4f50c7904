import type { AlarmView, StatusView } from '../../admin/status-view.ts'
import { postJson } from '../base/api.ts'
import { momentOf, shortTimeOf } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { ReceiptTable } from '../parts/receipt-table.tsx'
import { RegisterCard } from '../parts/register-card.tsx'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'

const isUuid = (subject: string): boolean => /^[0-9A-Z]{26}$/.test(subject)

/** Where something can be done about an alarm. */
function placeOf({ subject }: AlarmView, { registers }: StatusView): string | undefined {
  if (isUuid(subject)) return hrefOf('receipt', subject)
  return registers.some(({ id }) => id === subject) ? hrefOf('register', subject) : undefined
}

/** The next status shows that it is gone; when it failed the alarm simply stays. */
const acknowledge = ({ name, subject }: AlarmView): Promise<unknown> =>
  postJson('/api/alarms/acknowledge', { name, subject }).catch(() => undefined)

function Alarm({ alarm, status }: { readonly alarm: AlarmView; readonly status: StatusView }) {
  const { overview, alarms, details } = words()
  const place = placeOf(alarm, status)
  return (
    <li class={`alarm ${alarm.blocking ? 'bad' : 'warn'}`}>
      <p>
        <strong>{wordFor(alarms, alarm.name) ?? alarm.text}</strong>
      </p>
      <p>
        {alarm.blocking && <span class="badge bad">{overview.blocking}</span>}{' '}
        <small>{overview.since(momentOf(alarm.since, status.timeZone))}</small>{' '}
        {place !== undefined && <a href={place}>{alarm.decided === true ? overview.decide : overview.look}</a>}
      </p>
      {alarm.event === true && (
        <button type="button" onClick={() => void acknowledge(alarm)}>
          {overview.acknowledge}
        </button>
      )}
      {alarm.detail !== undefined && (
        <details>
          <summary>{details}</summary>
          <code>{alarm.detail}</code>
        </details>
      )}
    </li>
  )
}

/** Alarms of receipts that the list of open receipts does not say already. */
function Alarms({ status }: { readonly status: StatusView }) {
  const { overview } = words()
  return (
    <section aria-labelledby="alarms" aria-live="polite">
      {status.alarms.length === 0 ? (
        <p id="alarms" class="all-well">
          {overview.fine}
        </p>
      ) : (
        <>
          <h2 id="alarms">{overview.alarms}</h2>
          <ul class="alarms">
            {status.alarms.map((alarm) => (
              <Alarm key={`${alarm.name} ${alarm.subject}`} alarm={alarm} status={status} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type TunnelView = NonNullable<StatusView['portal']['tunnel']>

/** What the check from outside has seen. */
function Tunnel({ tunnel, timeZone }: { readonly tunnel: TunnelView; readonly timeZone: string }) {
  const said = words().overview.tunnel
  const { reachable, seenAt, misses, failure } = tunnel
  const isFine = reachable === 'yes' && misses === 0
  return (
    <p class={reachable === 'no' ? 'bad-text' : undefined}>
      {reachable === 'yes' ? said.yes(shortTimeOf(seenAt ?? '', timeZone)) : said[reachable]}{' '}
      {misses > 0 && said.misses(misses)}{' '}
      {reachable === 'no' && seenAt !== undefined && said.seen(momentOf(seenAt, timeZone))}{' '}
      {!isFine && failure !== undefined && <code>{failure}</code>}
    </p>
  )
}

function Portal({ status: { portal, timeZone } }: { readonly status: StatusView }) {
  const { overview } = words()
  const heard = portal.heardAt === undefined ? overview.notHeard : overview.heard(shortTimeOf(portal.heardAt, timeZone))
  return (
    <section aria-labelledby="portal">
      <h2 id="portal">{overview.portal}</h2>
      <p>
        {heard} {portal.pushes ? overview.pushes : overview.polls} {portal.owed > 0 && overview.owed(portal.owed)}
      </p>
      {portal.tunnel !== undefined && <Tunnel tunnel={portal.tunnel} timeZone={timeZone} />}
    </section>
  )
}

/** The first thing people see: is everything fine, and if not, what to do. */
export function Overview({ status }: { readonly status: StatusView }) {
  const { overview } = words()
  return (
    <>
      <h1 class="hidden">{overview.title}</h1>
      <Alarms status={status} />
      <section aria-labelledby="registers">
        <h2 id="registers">{overview.registers}</h2>
        <div class="cards">
          {status.registers.map((register) => (
            <RegisterCard key={register.id} register={register} status={status} />
          ))}
        </div>
      </section>
      <section aria-labelledby="open">
        <h2 id="open">{overview.open}</h2>
        {status.open.length === 0 ? (
          <p>{status.portal.owed > 0 ? overview.noOpenOwed(status.portal.owed) : overview.noOpen}</p>
        ) : (
          <ReceiptTable caption={overview.open} lines={status.open} timeZone={status.timeZone} reasons />
        )}
      </section>
      <Portal status={status} />
      <p class="quiet">
        <small>fiscal-bridge {status.version}</small>
      </p>
    </>
  )
}

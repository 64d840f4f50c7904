import { useEffect, useState } from 'preact/hooks'
import type { ReceiptLine, ReceiptPage } from '../../admin/receipt-view.ts'
import type { StatusView } from '../../admin/status-view.ts'
import { getJson } from '../base/api.ts'
import { dayAfter, dayText } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { useLoad } from '../base/use-load.ts'
import { DayPictures } from '../parts/day-pictures.tsx'
import { ReceiptTable } from '../parts/receipt-table.tsx'
import { words } from '../texts/words.ts'

const pageSize = 50

function go(parameters: Readonly<Record<string, string>>): void {
  location.hash = hrefOf('receipts', '', parameters)
}

/** What is being typed stays in its own hands: live events draw the page anew at any moment. */
function SearchForm({ q, state }: { readonly q: string; readonly state: string }) {
  const { receipts, states } = words()
  const [typed, setTyped] = useState(q)
  const [chosen, setChosen] = useState(state)
  useEffect(() => {
    setTyped(q)
    setChosen(state)
  }, [q, state])
  const search = (event: SubmitEvent): void => {
    event.preventDefault()
    go({ q: typed.trim(), state: chosen })
  }
  return (
    <search>
      <form class="row" onSubmit={search}>
        <label class="grow">
          {receipts.search}
          <input
            name="q"
            type="search"
            maxLength={100}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            placeholder={receipts.searchHint}
          />
        </label>
        <label>
          {receipts.state}
          <select name="state" value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            <option value="">{receipts.anyState}</option>
            {Object.entries(states).map(([name, text]) => (
              <option key={name} value={name}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="primary">
          {receipts.find}
        </button>
      </form>
    </search>
  )
}

function DayChoice({ day, today }: { readonly day: string; readonly today: string }) {
  const { receipts } = words()
  const choose = (event: Event): void => {
    const { value } = event.currentTarget as HTMLInputElement
    if (value !== '') go({ day: value })
  }
  return (
    <div class="row">
      <button type="button" onClick={() => go({ day: dayAfter(day, -1) })}>
        <span aria-hidden="true">←</span>
        <span class="hidden">{receipts.earlier}</span>
      </button>
      <label>
        <span class="hidden">{receipts.day}</span>
        <input type="date" value={day} max={today} onChange={choose} />
      </label>
      <button type="button" disabled={day >= today} onClick={() => go({ day: dayAfter(day, 1) })}>
        <span aria-hidden="true">→</span>
        <span class="hidden">{receipts.later}</span>
      </button>
      {day !== today && (
        <button type="button" onClick={() => go({})}>
          {receipts.today}
        </button>
      )}
    </div>
  )
}

/** Receipts of a day, or what a search found; both in pages. */
export function Receipts({ status, query }: { readonly status: StatusView; readonly query: URLSearchParams }) {
  const { receipts, loading, notLoaded } = words()
  const q = query.get('q') ?? ''
  const state = query.get('state') ?? ''
  const day = query.get('day') ?? status.today
  const searching = q !== '' || state !== ''
  const parameters = searching ? { ...(q !== '' && { q }), ...(state !== '' && { state }) } : { day }
  const path = `/api/receipts?${new URLSearchParams({ ...parameters, limit: String(pageSize) })}`
  const [further, setFurther] = useState<{ readonly path: string; readonly page: ReceiptPage }>()
  const [failed, setFailed] = useState('')
  // While the day is under way the list follows the open receipts.
  const pulse = searching || day !== status.today ? '' : JSON.stringify(status.receipts) + status.open[0]?.state
  const { value, error } = useLoad<ReceiptPage>(() => getJson(path), [path, pulse])
  useEffect(() => setFurther(undefined), [path, value])
  const rest: readonly ReceiptLine[] = further?.path === path ? further.page.receipts : []
  const lines = [...(value?.receipts ?? []), ...rest]
  const more = further?.path === path ? further.page.more : value?.more === true
  const showMore = (): void => {
    getJson<ReceiptPage>(`${path}&offset=${lines.length}`).then(
      (page) => setFurther({ path, page: { ...page, receipts: [...rest, ...page.receipts] } }),
      (failure: Error) => setFailed(failure.message),
    )
  }
  return (
    <>
      <h1>{receipts.title}</h1>
      <SearchForm q={q} state={state} />
      {searching ? <a href={hrefOf('receipts')}>{receipts.reset}</a> : <DayChoice day={day} today={status.today} />}
      {error !== undefined && (
        <p role="alert" class="bad-text">
          {notLoaded}: {error}
        </p>
      )}
      <p role="status">
        {value === undefined
          ? loading
          : searching
            ? receipts.found(lines.length, more)
            : receipts.ofDay(dayText(day), value.total ?? 0)}
      </p>
      {value !== undefined && lines.length === 0 && <p>{searching ? receipts.notFound : receipts.none}</p>}
      {lines.length > 0 && (
        <ReceiptTable caption={receipts.title} lines={lines} timeZone={status.timeZone} days={searching} />
      )}
      <p role="alert" class="bad-text">
        {failed}
      </p>
      {more && (
        <button type="button" onClick={showMore}>
          {receipts.more}
        </button>
      )}
      {!searching && lines.length > 0 && <DayPictures day={day} pulse={pulse} />}
    </>
  )
}

import { useState } from 'preact/hooks'
import type { OneReceipt } from '../../admin/one-receipt.ts'
import type { StatusView } from '../../admin/status-view.ts'
import { getJson } from '../base/api.ts'
import { momentOf, money } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { useLoad } from '../base/use-load.ts'
import { cancelOf, GoneField } from '../parts/attest-fields.tsx'
import { StateBadge } from '../parts/badge.tsx'
import { Decide } from '../parts/decide.tsx'
import { DecideDialog } from '../parts/decide-dialog.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import { Paper } from '../parts/paper.tsx'
import { Attributes, ReceiptContent } from '../parts/receipt-content.tsx'
import { checkName } from '../parts/receipt-table.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'

/** What the register may show changes with its link and with its documents. */
function registerPulse({ registers }: StatusView, registerId: string): string {
  const { trouble, status } = registers.find(({ id }) => id === registerId) ?? {}
  return JSON.stringify([trouble?.code, status?.fn.number, status?.fn.lastDocument])
}

function portalText({ confirmed, told, state }: OneReceipt, timeZone: string): string {
  const said = words()
  const known =
    confirmed === undefined ? said.notConfirmed : said.confirmed[confirmed.by](momentOf(confirmed.at, timeZone))
  const isFinal = state.name === 'registered' || state.name === 'refused'
  const result = told === undefined ? said.told.nothing : said.told[told]
  return isFinal && (confirmed !== undefined || told !== undefined)
    ? `${known} ${words().fields.told} ${result}.`
    : known
}

function stateFacts(record: OneReceipt): (Fact | false)[] {
  const { receipt, why, fields } = words()
  const { state } = record
  switch (state.name) {
    case 'held':
      return [{ name: fields.why, value: why[state.because.kind], tone: 'warn' }]
    case 'unresolved':
      return [{ name: fields.why, value: why[state.why], tone: 'bad' }]
    case 'refused':
      return [{ name: receipt.refusedWhy, value: state.text, tone: 'bad' }]
    case 'registered':
      return [{ name: receipt.proof, value: receipt.proofs[state.proof] }]
    case 'alias':
      return [{ name: receipt.aliasOf, value: <a href={hrefOf('receipt', state.of)}>{state.of}</a> }]
    case 'accepted':
    case 'printing':
      return []
  }
}

function Summary({ record, timeZone }: { readonly record: OneReceipt; readonly timeZone: string }) {
  const { receipt, fields, types, stateMeaning } = words()
  const content = record.receipt
  return (
    <Facts
      facts={[
        {
          name: fields.state,
          value: (
            <>
              <StateBadge state={record.state.name} /> {stateMeaning[record.state.name]}
            </>
          ),
        },
        ...stateFacts(record),
        content !== null && { name: fields.sum, value: <strong>{money(content.total)}</strong> },
        { name: fields.kind, value: wordFor(types, record.type) ?? record.type },
        { name: fields.told, value: portalText(record, timeZone) },
        { name: receipt.accepted, value: momentOf(record.acceptedAt, timeZone) },
        { name: fields.register, value: <a href={hrefOf('register', record.registerId)}>{record.registerId}</a> },
        content?.buyer !== undefined && { name: fields.buyer, value: content.buyer },
        record.mode !== 'ACTIVE' && { name: receipt.mode, value: receipt.modes[record.mode] },
        { name: fields.check, value: <code>{record.bitrixUuid}</code> },
        { name: 'UUID', value: <code>{record.uuid}</code> },
        content !== null && { name: receipt.mark, value: <code>{content.mark.text}</code> },
      ]}
    />
  )
}

/** One receipt: what is known of it, its paper, its story; and the decision when it waits for one. */
export function Receipt({ status, uuid }: { readonly status: StatusView; readonly uuid: string }) {
  const { receipt, loading, notLoaded, decide, again } = words()
  const [asked, setAsked] = useState<'cancel' | 'confirm'>()
  const { timeZone } = status
  const pulse = JSON.stringify(status.receipts) + status.open.find((open) => open.uuid === uuid)?.state
  const { value: record, error, reload } = useLoad<OneReceipt>(() => getJson(`/api/receipts/${uuid}`), [uuid, pulse])
  const failed = error !== undefined && (
    <p role="alert" class="bad-text">
      {notLoaded}: {error}{' '}
      <button type="button" onClick={reload}>
        {again}
      </button>
    </p>
  )
  if (record === undefined) return failed || <p role="status">{loading}</p>
  const { state } = record
  const inTrouble = status.registers.find(({ id }) => id === record.registerId)?.trouble !== undefined
  const total = record.receipt === null ? '—' : money(record.receipt.total)
  return (
    <>
      <p>
        <a href={hrefOf('receipts')}>{receipt.back}</a>
      </p>
      <h1>{receipt.title(checkName(record.bitrixUuid))}</h1>
      {failed}
      {(state.name === 'unresolved' || state.name === 'held') && (
        <Decide
          record={record}
          timeZone={timeZone}
          pulse={registerPulse(status, record.registerId)}
          onDecided={reload}
        />
      )}
      <div class="columns">
        <section class="card" aria-labelledby="facts">
          <h2 id="facts">{receipt.facts}</h2>
          <Summary record={record} timeZone={timeZone} />
          {state.name === 'accepted' && (
            <button type="button" onClick={() => setAsked('cancel')}>
              {receipt.cancel}
            </button>
          )}
          {status.alarms.some(({ name, subject }) => name === 'unconfirmed' && subject === uuid) && (
            <button type="button" onClick={() => setAsked('confirm')}>
              {receipt.confirm}
            </button>
          )}
          {state.name === 'registered' && (
            <>
              <h2>{receipt.attributes}</h2>
              <Attributes document={state.document} timeZone={timeZone} />
            </>
          )}
        </section>
        <section class="card" aria-labelledby="paper">
          <h2 id="paper">{receipt.paper}</h2>
          {state.name === 'registered' ? (
            <Paper record={record} document={state.document} status={status} />
          ) : (
            <p>{receipt.paperNone}</p>
          )}
        </section>
      </div>
      <section aria-labelledby="items">
        <h2 id="items">{receipt.items}</h2>
        {record.receipt === null ? <p>{receipt.noItems}</p> : <ReceiptContent content={record.receipt} />}
      </section>
      <section aria-labelledby="timeline">
        <h2 id="timeline">{receipt.timeline}</h2>
        <Timeline record={record} timeZone={timeZone} />
      </section>
      {asked !== undefined && (
        <DecideDialog
          uuid={uuid}
          title={receipt[asked]}
          will={decide.will[asked](total)}
          decisionOf={(form) => (asked === 'cancel' ? cancelOf(form) : { kind: asked })}
          onClose={(done) => {
            setAsked(undefined)
            if (done) reload()
          }}
        >
          {asked === 'cancel' && inTrouble && <GoneField />}
        </DecideDialog>
      )}
    </>
  )
}

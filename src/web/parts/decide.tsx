import { useState } from 'preact/hooks'
import type { EvidenceDocument, EvidenceView } from '../../admin/evidence.ts'
import type { OneReceipt } from '../../admin/one-receipt.ts'
import { twinOf } from '../../record/second-name.ts'
import { getJson, postJson } from '../base/api.ts'
import { momentOf, money, shortTimeOf } from '../base/format.ts'
import { useLoad } from '../base/use-load.ts'
import { words } from '../texts/words.ts'
import { AttestFields, attributesOf, GoneField, goneOf } from './attest-fields.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { EvidenceTable } from './evidence-table.tsx'
import { SoughtReceipt } from './sought-receipt.tsx'

interface Props {
  readonly record: OneReceipt
  readonly timeZone: string
  /** Changes with what the register may show. */
  readonly pulse: string
  readonly onDecided: () => void
}

type Choice =
  | { readonly kind: 'document'; readonly document: EvidenceDocument }
  | { readonly kind: 'not-printed' | 'attest-not' | 'attest' | 'print' | 'cancel' }
  | { readonly kind: 'same-as'; readonly uuid: string }

/** Title of a choice and what it will do, in words. */
function wordsOf(choice: Choice, total: string, timeZone: string): readonly [string, string] {
  const { decide } = words()
  switch (choice.kind) {
    case 'document': {
      const { number, at, total: sum } = choice.document
      const time = at === undefined ? '?' : momentOf(at, timeZone)
      return [
        `${decide.choose}: ФД ${number}`,
        decide.will.document(sum === undefined ? total : money(sum), number, time),
      ]
    }
    case 'not-printed':
      return [decide.notPrinted, decide.will.notPrinted(total)]
    case 'attest-not':
      return [decide.attestNot, decide.will.attestNot(total)]
    case 'attest':
      return [decide.attestPrinted, decide.will.attestPrinted(total)]
    case 'print':
      return [decide.print, decide.will.print(total)]
    case 'cancel':
      return [decide.refuse, decide.will.cancel(total)]
    case 'same-as':
      return [decide.same, decide.will.same(total)]
  }
}

async function perform(choice: Choice, { uuid }: OneReceipt, by: string, form: FormData): Promise<unknown> {
  const path = `/api/receipts/${uuid}`
  switch (choice.kind) {
    case 'document':
      return postJson(`${path}/resolve`, { by, document: choice.document.number })
    case 'not-printed':
      return postJson(`${path}/resolve`, { by, notPrinted: true })
    case 'attest-not':
      return postJson(`${path}/resolve`, { by, notPrinted: true, attest: true, ...goneOf(form) })
    case 'attest': {
      const attributes = attributesOf(form)
      if (attributes === undefined) throw new Error(words().decide.form.wrong)
      return postJson(`${path}/resolve`, { by, attributes, ...goneOf(form) })
    }
    case 'print':
      return postJson(`${path}/release`, { by, print: true })
    case 'cancel':
      return postJson(`${path}/cancel`, { by, ...goneOf(form) })
    case 'same-as':
      return postJson(`${path}/release`, { by, sameAs: choice.uuid })
  }
}

/** Decisions for which the silence of the register may be overruled. */
const mayBeGone: ReadonlySet<Choice['kind']> = new Set(['attest', 'attest-not', 'cancel'])

interface ChoiceButton {
  readonly text: string
  readonly choice: Choice
}

function buttonsOf(
  { state, receipt, sameAs }: OneReceipt,
  evidence: EvidenceView | undefined,
): readonly ChoiceButton[] {
  const { decide } = words()
  if (state.name === 'held') {
    return [
      ...(state.because.kind === 'searching' ? [] : [{ text: decide.print, choice: { kind: 'print' } } as const]),
      ...(sameAs === undefined ? [] : [{ text: decide.same, choice: { kind: 'same-as', uuid: sameAs } } as const]),
      { text: decide.refuse, choice: { kind: 'cancel' } },
      ...(state.because.kind === 'restored'
        ? [{ text: decide.attestPrinted, choice: { kind: 'attest' } } as const]
        : []),
    ]
  }
  const readable = evidence !== undefined && (evidence.expectedFn === undefined || evidence.expectedFn === evidence.fn)
  // The FN is there, and what may be this receipt cannot be read in it.
  const damaged = state.name === 'unresolved' && (state.why === 'document-unreadable' || state.why === 'memory-behind')
  const attestNot = { text: decide.attestNot, choice: { kind: 'attest-not' } } as const
  const attest = [{ text: decide.attestPrinted, choice: { kind: 'attest' } }, attestNot] as const
  if (receipt === null) return [{ text: decide.notPrinted, choice: { kind: 'not-printed' } }, ...attest]
  if (!readable) return attest
  return [{ text: decide.notPrinted, choice: { kind: 'not-printed' } }, ...(damaged ? attest : [])]
}

/** What the register shows of a receipt that waits for a person, and what can be done. */
export function Decide({ record, timeZone, pulse, onDecided }: Props) {
  const { decide, why, again } = words()
  const { state, uuid } = record
  const [choice, setChoice] = useState<Choice>()
  const asked = useLoad<EvidenceView>(() => getJson(`/api/receipts/${uuid}/evidence`), [uuid, pulse])
  const { error, loading, reload } = asked
  // What was read before says nothing of a register that cannot be asked now.
  const evidence = error === undefined ? asked.value : undefined
  const reason = state.name === 'held' ? state.because.kind : state.name === 'unresolved' ? state.why : undefined
  const total = record.receipt === null ? '—' : money(record.receipt.total)
  const because = state.name === 'held' ? state.because : undefined
  const twin = because === undefined ? undefined : twinOf(because)
  const [title, will] = choice === undefined ? ['', ''] : wordsOf(choice, total, timeZone)
  const changedFn =
    evidence?.expectedFn !== undefined && evidence.expectedFn !== evidence.fn
      ? decide.fnChanged(evidence.expectedFn, evidence.fn)
      : undefined
  const elsewhere =
    evidence !== undefined && evidence.registerId !== record.registerId
      ? decide.elsewhere(evidence.registerId)
      : undefined
  return (
    <section class={`card edge ${state.name === 'held' ? 'warn' : 'bad'}`} aria-labelledby="decide">
      <h2 id="decide">{decide.title}</h2>
      <p>
        <strong>{reason !== undefined && why[reason]}</strong>
      </p>
      {because !== undefined && <p>{decide.advice[because.kind]}</p>}
      <div class="columns">
        <SoughtReceipt
          title={twin === undefined ? decide.sought : decide.thisOne}
          record={record}
          timeZone={timeZone}
        />
        {twin !== undefined && (
          <OtherReceipt
            uuid={twin}
            title={because?.kind === 'sold-since' ? decide.soldAs : decide.against}
            timeZone={timeZone}
          />
        )}
      </div>
      <h3>{state.name === 'held' ? decide.shownAlike : decide.shown}</h3>
      {changedFn !== undefined && <p class="bad-text">{changedFn}</p>}
      {elsewhere !== undefined && <p>{elsewhere}</p>}
      {error !== undefined && (
        <p role="alert" class="bad-text">
          {decide.unreadable} {error}{' '}
          <button type="button" disabled={loading} onClick={reload}>
            {again}
          </button>
        </p>
      )}
      {evidence === undefined && error === undefined && <p role="status">{decide.asking}</p>}
      {evidence !== undefined && (
        <EvidenceTable
          evidence={evidence}
          onlyAlike={state.name === 'held'}
          uuid={uuid}
          timeOf={(at) => shortTimeOf(at, timeZone)}
          onChoose={state.name === 'unresolved' ? (document) => setChoice({ kind: 'document', document }) : undefined}
        />
      )}
      <div class="row">
        {(evidence !== undefined || error !== undefined || state.name === 'held') &&
          buttonsOf(record, evidence).map((button) => (
            <button key={button.text} type="button" onClick={() => setChoice(button.choice)}>
              {button.text}
            </button>
          ))}
      </div>
      {choice !== undefined && (
        <DecideDialog
          title={title}
          will={will}
          onConfirm={(by, form) => perform(choice, record, by, form)}
          onClose={(done) => {
            setChoice(undefined)
            if (done) onDecided()
          }}
        >
          {choice.kind === 'attest' && <AttestFields forgotten={record.receipt === null} />}
          {mayBeGone.has(choice.kind) && error !== undefined && <GoneField />}
        </DecideDialog>
      )}
    </section>
  )
}

interface OtherReceiptProps {
  readonly uuid: string
  readonly title: string
  readonly timeZone: string
}

function OtherReceipt({ uuid, title, timeZone }: OtherReceiptProps) {
  const { value } = useLoad<OneReceipt>(() => getJson(`/api/receipts/${uuid}`), [uuid])
  return value === undefined ? null : <SoughtReceipt title={title} record={value} timeZone={timeZone} linked />
}

import { useState } from 'preact/hooks'
import type { EvidenceDocument, EvidenceView } from '../../admin/evidence.ts'
import type { OneReceipt } from '../../admin/one-receipt.ts'
import { heldAgainst } from '../../record/alias.ts'
import type { Decision, DecisionOf } from '../../record/decision.ts'
import { getJson } from '../base/api.ts'
import { momentOf, money, shortTimeOf } from '../base/format.ts'
import { useLoad } from '../base/use-load.ts'
import { words } from '../texts/words.ts'
import { AttestFields, attributesOf, cancelOf, GoneField, wordOf } from './attest-fields.tsx'
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

/** A decision as far as its button tells it. */
type Choice =
  | { readonly kind: 'document'; readonly document: EvidenceDocument }
  | { readonly kind: 'attributes' }
  | DecisionOf<'not-printed' | 'print' | 'same-as' | 'cancel'>

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
      return choice.word === undefined
        ? [decide.notPrinted, decide.will.notPrinted(total)]
        : [decide.attestNot, decide.will.attestNot(total)]
    case 'attributes':
      return [decide.attestPrinted, decide.will.attestPrinted(total)]
    case 'print':
      return [decide.print, decide.will.print(total)]
    case 'cancel':
      return [decide.refuse, decide.will.cancel(total)]
    case 'same-as':
      return [decide.same, decide.will.same(total)]
  }
}

/** The decision with what the form of its dialog adds. Throws Error, for people, when what was typed cannot be right. */
function completed(choice: Choice, form: FormData): Decision {
  switch (choice.kind) {
    case 'document':
      return { kind: 'document', number: choice.document.number }
    case 'attributes': {
      const attributes = attributesOf(form)
      if (attributes === undefined) throw new Error(words().decide.form.wrong)
      return { kind: 'attributes', attributes, word: wordOf(form) }
    }
    case 'not-printed':
      return choice.word === undefined ? choice : { ...choice, word: wordOf(form) }
    case 'cancel':
      return cancelOf(form)
    case 'print':
    case 'same-as':
      return choice
  }
}

/** Whether a person may overrule the silence of the register. */
const mayBeGone = (choice: Choice): boolean =>
  choice.kind === 'not-printed' ? choice.word !== undefined : choice.kind === 'attributes' || choice.kind === 'cancel'

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
        ? [{ text: decide.attestPrinted, choice: { kind: 'attributes' } } as const]
        : []),
    ]
  }
  const readable = evidence !== undefined && (evidence.expectedFn === undefined || evidence.expectedFn === evidence.fn)
  // The FN is there, and what may be this receipt cannot be read in it.
  const damaged = state.name === 'unresolved' && (state.why === 'document-unreadable' || state.why === 'memory-behind')
  const attestNot = { text: decide.attestNot, choice: { kind: 'not-printed', word: 'attested' } } as const
  const attest = [{ text: decide.attestPrinted, choice: { kind: 'attributes' } }, attestNot] as const
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
  const against = because === undefined ? undefined : heldAgainst(because)
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
          title={against === undefined ? decide.sought : decide.thisOne}
          record={record}
          timeZone={timeZone}
        />
        {against !== undefined && (
          <OtherReceipt
            uuid={against}
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
          uuid={uuid}
          title={title}
          will={will}
          decisionOf={(form) => completed(choice, form)}
          onClose={(done) => {
            setChoice(undefined)
            if (done) onDecided()
          }}
        >
          {choice.kind === 'attributes' && <AttestFields forgotten={record.receipt === null} />}
          {mayBeGone(choice) && error !== undefined && <GoneField />}
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

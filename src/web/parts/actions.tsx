import { useState } from 'preact/hooks'
import type { RegisterView } from '../../admin/status-view.ts'
import { type Action, actions, whyNot } from '../base/actions.ts'
import { postJson } from '../base/api.ts'
import { money } from '../base/format.ts'
import { words } from '../texts/words.ts'
import { Confirm } from './confirm.tsx'

/** `1 500,5` -> `1500.50`; undefined for what is no sum. */
function sumOf(typed: string): string | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0]/g, ''))
  if (match === null) return undefined
  const sum = `${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`
  return /[1-9]/.test(sum) ? sum : undefined
}

/** What the bridge is told; throws with words for the person when the form cannot be right. */
function bodyOf({ asks }: Action, register: RegisterView, form: FormData): object {
  const { wrongSum, wrongNumber } = words().actions
  const typed = String(form.get('value') ?? '').trim()
  if (asks === 'close') return { shift: register.status?.shift.number }
  if (asks === 'sum') {
    const sum = sumOf(typed)
    if (sum === undefined) throw new Error(wrongSum)
    return { sum }
  }
  if (asks === undefined || typed === '') return {}
  if (!/^\d{1,9}$/.test(typed) || Number(typed) === 0) throw new Error(wrongNumber)
  return { document: Number(typed) }
}

function Question({ action, register }: { readonly action: Action; readonly register: RegisterView }) {
  const said = words().actions
  const { shift } = register.status ?? {}
  if (action.asks === 'close') {
    return <p>{said.confirmClose(shift?.number ?? 0, money(register.totals?.sales ?? '0.00'))}</p>
  }
  if (action.asks === undefined) return null
  return (
    <label>
      {action.asks === 'sum' ? said.sum : said.document}
      <input name="value" inputMode="decimal" required={action.asks === 'sum'} autocomplete="off" />
    </label>
  )
}

/** What can be done at the register now; what cannot says why. */
export function Actions({ register }: { readonly register: RegisterView }) {
  const said = words().actions
  const [asked, setAsked] = useState<Action>()
  const [result, setResult] = useState('')
  const busy = (register.receipts['printing'] ?? 0) > 0
  const perform = async (action: Action, form: FormData): Promise<void> => {
    const path = `/api/registers/${register.id}/${action.path}`
    const answer = await postJson<{ readonly result: string }>(path, bodyOf(action, register, form))
    setResult(`${said[action.name]}: ${answer.result === 'done' ? said.done : said.nothing}`)
  }
  return (
    <section class="card" aria-labelledby="actions">
      <h2 id="actions">{said.title}</h2>
      <ul class="actions">
        {actions.map((action) => {
          const why = whyNot(action, register)
          const note = `why-${action.name}`
          return (
            <li key={action.name}>
              <button
                type="button"
                disabled={why !== undefined}
                aria-describedby={why === undefined ? undefined : note}
                onClick={() => {
                  setResult('')
                  setAsked(action)
                }}
              >
                {said[action.name]}
              </button>
              {why !== undefined && <small id={note}>{why}</small>}
            </li>
          )
        })}
      </ul>
      <p role="status">{result}</p>
      {asked !== undefined && (
        <Confirm
          title={said[asked.name]}
          confirm={said.perform}
          onConfirm={(form) => perform(asked, form)}
          onClose={() => setAsked(undefined)}
        >
          <Question action={asked} register={register} />
          {busy && <p>{said.waitsFor}</p>}
        </Confirm>
      )}
    </section>
  )
}

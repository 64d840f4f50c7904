import type { ComponentChildren } from 'preact'
import type { Decision } from '../../record/decision.ts'
import { postJson } from '../base/api.ts'
import { words } from '../texts/words.ts'
import { Confirm } from './confirm.tsx'

const key = 'fiscal-bridge-person'

function rememberedName(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    // Storage may be forbidden by the browser: the name is typed each time.
    return ''
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(key, name)
  } catch {
    // See above.
  }
}

interface Props {
  /** Of the receipt. */
  readonly uuid: string
  readonly title: string
  /** What will happen, in plain words. */
  readonly will: string
  readonly children?: ComponentChildren
  /** Reads `children`. Throws Error with what is wrong, for people. */
  readonly decisionOf: (form: FormData) => Decision
  readonly onClose: (done: boolean) => void
}

/** Repeats what a decision will do, asks who takes it, and sends it. */
export function DecideDialog({ uuid, title, will, children, decisionOf, onClose }: Props) {
  const { decide } = words()
  const confirmed = async (form: FormData): Promise<unknown> => {
    const by = String(form.get('by') ?? '').trim()
    remember(by)
    return postJson(`/api/receipts/${uuid}/decide`, { by, decision: decisionOf(form) })
  }
  return (
    <Confirm title={title} confirm={decide.confirm} onConfirm={confirmed} onClose={onClose}>
      <p>{will}</p>
      {children}
      <label>
        {decide.who}
        <input name="by" required maxLength={100} defaultValue={rememberedName()} autocomplete="name" />
      </label>
    </Confirm>
  )
}

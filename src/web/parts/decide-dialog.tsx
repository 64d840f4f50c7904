import type { ComponentChildren } from 'preact'
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
  readonly title: string
  /** What will happen, in plain words. */
  readonly will: string
  readonly children?: ComponentChildren
  readonly onConfirm: (by: string, form: FormData) => Promise<unknown>
  readonly onClose: (done: boolean) => void
}

/** Repeats what a decision will do, and asks who takes it: both are kept with the receipt. */
export function DecideDialog({ title, will, children, onConfirm, onClose }: Props) {
  const { decide } = words()
  const confirmed = (form: FormData): Promise<unknown> => {
    const by = String(form.get('by') ?? '').trim()
    remember(by)
    return onConfirm(by, form)
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

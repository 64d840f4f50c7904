import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { words } from '../texts/words.ts'

interface Props {
  readonly title: string
  readonly children: ComponentChildren
  readonly confirm: string
  /** Resolves when it is done; what it rejects with is shown. */
  readonly onConfirm: (form: FormData) => Promise<unknown>
  /** Called when the dialog was closed; `done` when the action succeeded. */
  readonly onClose: (done: boolean) => void
}

/** A question that must be answered before anything else: what will happen, and yes or no. */
export function Confirm({ title, children, confirm, onConfirm, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [error, setError] = useState('')
  const [seconds, setSeconds] = useState<number>()
  const { cancel, actions } = words()
  useEffect(() => dialog.current?.showModal(), [])
  const running = seconds !== undefined
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(() => setSeconds((before) => (before ?? 0) + 1), 1_000)
    return () => clearInterval(timer)
  }, [running])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setError('')
    setSeconds(0)
    onConfirm(new FormData(event.currentTarget as HTMLFormElement)).then(
      () => onClose(true),
      (failure: Error) => {
        setSeconds(undefined)
        setError(failure.message)
      },
    )
  }
  // What runs cannot be called back, and how it ends must be seen: until then the dialog stays.
  const leave = (event: Event): void => {
    event.preventDefault()
    if (!running) onClose(false)
  }
  // A browser lets a second Escape through whatever `cancel` was told.
  const closed = (): void => {
    if (running) dialog.current?.showModal()
    else onClose(false)
  }
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onCancel={leave} onClose={closed}>
      <form onSubmit={submit}>
        <h2 id="confirm-title">{title}</h2>
        {children}
        <p role="alert" class="bad-text">
          {error}
        </p>
        <p role="status">{running ? actions.running(seconds) : ''}</p>
        <div class="row end">
          <button type="button" disabled={running} onClick={() => onClose(false)}>
            {cancel}
          </button>
          <button type="submit" class="primary" disabled={running}>
            {confirm}
          </button>
        </div>
      </form>
    </dialog>
  )
}

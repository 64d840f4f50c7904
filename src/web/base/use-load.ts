import { useCallback, useEffect, useState } from 'preact/hooks'

export interface Loaded<T> {
  readonly value: T | undefined
  /** What the bridge said instead. */
  readonly error: string | undefined
  readonly loading: boolean
  readonly reload: () => void
}

interface State<T> extends Omit<Loaded<T>, 'reload'> {
  /** What it was loaded for. */
  readonly subject: string
}

/**
 * Loads something: another `subject` starts from nothing, for its forerunner's value would be taken for its own; whenever one of
 * `pulses` changes the same is loaded anew, and the last value stays in sight meanwhile.
 */
export function useLoad<T>(load: () => Promise<T>, [subject, ...pulses]: readonly [string, ...unknown[]]): Loaded<T> {
  const nothing: State<T> = { subject, value: undefined, error: undefined, loading: true }
  const [state, setState] = useState(nothing)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let current = true
    setState((before) => (before.subject === subject ? { ...before, loading: true } : nothing))
    load().then(
      (value) => current && setState({ subject, value, error: undefined, loading: false }),
      (error: Error) => current && setState((before) => ({ ...before, error: error.message, loading: false })),
    )
    return () => {
      current = false
    }
  }, [subject, ...pulses, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  const { value, error, loading } = state.subject === subject ? state : nothing
  return { value, error, loading, reload }
}

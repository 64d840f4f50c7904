import { useCallback, useEffect, useState } from 'preact/hooks'

export interface Loaded<T> {
  readonly value: T | undefined
  /** What the bridge said instead. */
  readonly error: string | undefined
  readonly loading: boolean
  readonly reload: () => void
}

/** Loads something whenever one of `keys` changes; the last value stays in sight meanwhile. */
export function useLoad<T>(load: () => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ value: undefined, error: undefined, loading: true })
  const [round, setRound] = useState(0)
  useEffect(() => {
    let current = true
    setState((before) => ({ ...before, loading: true }))
    load().then(
      (value) => current && setState({ value, error: undefined, loading: false }),
      (error: Error) => current && setState((before) => ({ ...before, error: error.message, loading: false })),
    )
    return () => {
      current = false
    }
  }, [...keys, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  return { ...state, reload }
}

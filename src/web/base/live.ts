import { useEffect, useState } from 'preact/hooks'
import type { StatusView } from '../../admin/status-view.ts'

export interface Live {
  readonly status: StatusView | undefined
  /** The stream is open: what is shown is what is. */
  readonly connected: boolean
}

/** Pause before a stream that the browser gave up is opened again, ms. */
const reopenMs = 2_000

/** Follows the bridge's state for as long as the component lives, over restarts of the bridge too. */
export function useLive(active: boolean): Live {
  const [live, setLive] = useState<Live>({ status: undefined, connected: false })
  useEffect(() => {
    if (!active) return undefined
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = (): void => {
      source = new EventSource('/api/events')
      source.addEventListener('status', (event) => setLive({ status: JSON.parse(event.data), connected: true }))
      source.addEventListener('error', () => {
        setLive(({ status }) => ({ status, connected: false }))
        if (source?.readyState !== EventSource.CLOSED) return
        source.close()
        timer = setTimeout(open, reopenMs)
      })
    }
    open()
    return () => {
      source?.close()
      clearTimeout(timer)
    }
  }, [active])
  return live
}

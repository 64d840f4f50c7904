import type { StatusView } from '../../http/admin/status-view.ts'
import { getText } from '../api.ts'
import type { DocumentAttributes } from '../record.ts'
import { words } from '../texts/words.ts'
import { useLoad } from '../use-load.ts'

interface Props {
  readonly registerId: string
  readonly document: DocumentAttributes
  readonly status: StatusView
}

/** The receipt as it was printed, read back from the fiscal memory. */
export function Paper({ registerId, document, status }: Props) {
  const { receipt, loading, notLoaded } = words()
  const fn = status.registers.find(({ id }) => id === registerId)?.identity?.fn
  const path = `/api/registers/${registerId}/documents/${document.number}`
  const there = fn === undefined || fn === document.fn
  const { value, error } = useLoad(() => (there ? getText(`${path}/paper`) : Promise.resolve('')), [path, there])
  if (!there) return <p>{receipt.paperGone}</p>
  if (error !== undefined) {
    return (
      <p role="alert">
        {notLoaded}: {error}
      </p>
    )
  }
  if (value === undefined) return <p class="quiet">{loading}</p>
  return (
    <div class="paper">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide paper is scrolled with the keyboard */}
      <pre tabIndex={0}>{value}</pre>
      <img src={`${path}/qr.svg`} alt={receipt.qr} width="148" height="148" />
    </div>
  )
}

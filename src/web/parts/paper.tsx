import type { OneReceipt } from '../../admin/one-receipt.ts'
import type { StatusView } from '../../admin/status-view.ts'
import type { DocumentJson } from '../../record/receipt-json.ts'
import { getText } from '../base/api.ts'
import { useLoad } from '../base/use-load.ts'
import { words } from '../texts/words.ts'

interface Props {
  readonly record: OneReceipt
  readonly document: DocumentJson
  readonly status: StatusView
}

/** The receipt as it was printed, read back from the fiscal memory; where that cannot be asked, what the record knows stands for it. */
export function Paper({ record: { uuid, registerId }, document, status }: Props) {
  const { receipt, loading, again } = words()
  const register = status.registers.find(({ id }) => id === registerId)
  const fn = register?.identity?.fn
  const isThere = register !== undefined && (fn === undefined || fn === document.fn)
  const path = `/api/registers/${registerId}/documents/${document.number}/paper`
  const { value, error, reload } = useLoad(() => (isThere ? getText(path) : Promise.resolve('')), [path, isThere])
  return (
    <div class="paper">
      {!isThere && <p>{receipt.paperGone}</p>}
      {isThere && error !== undefined && (
        <p role="alert">
          {receipt.paperUnread} {error}{' '}
          <button type="button" onClick={reload}>
            {again}
          </button>
        </p>
      )}
      {isThere && error === undefined && value === undefined && <p class="quiet">{loading}</p>}
      {isThere && error === undefined && value !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: wide paper is scrolled with the keyboard
        <pre tabIndex={0}>{value}</pre>
      )}
      <img src={`/api/receipts/${uuid}/qr.svg`} alt={receipt.qr} width="148" height="148" />
    </div>
  )
}

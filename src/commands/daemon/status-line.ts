import type { Station } from '../../lane/roster.ts'
import type { ReceiptStore } from '../../store/receipt-store.ts'

/** What `systemctl status` shows of a running bridge, in one line. */
export function statusLine(stations: readonly Station[], store: ReceiptStore): string {
  const waiting = stations.filter(({ lane }) => lane.trouble !== undefined).map(({ id }) => id)
  const trouble = waiting.length === 0 ? '' : `, ждут: ${waiting.join(', ')}`
  return `Касс: ${stations.length}${trouble}; открытых чеков: ${store.openReceipts().length}`
}

import { hex } from '../../bytes.ts'
import { type Log, silentLog } from '../../log.ts'

/** Logs what passes the line at trace, as hex; costs nothing while nobody listens. */
export function wireLog(
  log: Log & { isLevelEnabled?(level: string): boolean },
): (direction: 'sent' | 'received', bytes: Uint8Array) => void {
  if (log === silentLog) return () => undefined
  return (direction, bytes) => {
    if (log.isLevelEnabled?.('trace') === false) return
    log.trace({ hex: hex(bytes) }, direction)
  }
}

import type { RegisterIdentity } from '../../drivers/register.ts'
import { type Finding, skipped } from './finding.ts'

/** What is told of a register; a daemon of an earlier version does not tell what it can do. */
type Told = Pick<RegisterIdentity, 'ffd'> & Partial<Pick<RegisterIdentity, 'capabilities'>>

/** What a register cannot do, in a line; none when it can do everything, or that is not known. Nothing to mend: receipts that want it are refused. */
export function limitations({ ffd, capabilities }: Told): Finding[] {
  if (capabilities === undefined) return []
  const { marking, corrections, electronicOnly, agent } = capabilities
  const missing = [
    ...(marking === 'none' ? [`маркированный товар на ФФД ${ffd}`] : []),
    ...(corrections ? [] : ['чеки коррекции']),
    ...(electronicOnly ? [] : ['чеки без бумаги']),
    ...(agent ? [] : ['товар поставщика по агентскому договору']),
  ]
  return missing.length === 0 ? [] : [skipped('чего не умеет', missing.join(', '))]
}

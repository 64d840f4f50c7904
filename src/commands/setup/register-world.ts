import { silentLog } from '../../../drivers/log.ts'
import type { RegisterWorld } from '../../../drivers/open-register.ts'
import { openTarget } from '../../../drivers/transport/connect.ts'
import type { Host } from '../cli/host.ts'

/** What a look at registers may do, where no daemon holds them. */
export const registerWorld = ({ clock, files, http }: Host): RegisterWorld => ({
  clock,
  files,
  http,
  log: silentLog,
  connect: (target) => openTarget(target, clock),
})

import type { Reason } from '../../drivers/reason.ts'
import type { RegisterIdentity } from '../../drivers/register.ts'
import type { Mode } from '../record/identity.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'

/** Id of the simulated register for tests of real ones; no id of the settings can be the same. */
export const rehearsalId = '_test'

/** The number of its fiscal memory. */
export const rehearsalFn = '9999000000000001'

/** Numbers of fiscal memories for tests and of simulated ones begin so; the tax service issues no others. */
export const isTestFn = (fn: string): boolean => fn.startsWith('9999')

/** Why a receipt of this mode must not be printed on that register (promise, rule 13); undefined when it may. */
export const modeObjection = (mode: Mode, { fn }: RegisterIdentity): Reason | undefined =>
  mode === 'TEST' && !isTestFn(fn) ? bridgeReason('TEST_RECEIPT') : undefined

/** Opening and closing a shift (protocol 4.5, 4.10). Both make a fiscal document. */
import { optional, restText, u8 } from './codec.ts'
import { command } from './command.ts'

/** Error 156: it is open already. */
export const openShift = command({
  name: 'openShift',
  code: 0x9a,
  effect: 'write',
  request: { flags: u8, text: optional(restText(57)) },
})

/** Answered when the report begins; then poll `readMode`: 3.2, 7.1, and 0 or 3.0 when done. In mode 3. */
export const closeShift = command({ name: 'closeShift', code: 0x5a, effect: 'write', timeoutMs: 40_000 })

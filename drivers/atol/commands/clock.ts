/** The clock and the power of the register (protocol 4.4). Date and time may be set only while the shift is closed. */
import { bcd } from './codec.ts'
import { command } from './command.ts'
import { bcdDate, bcdDayFirst } from './dates.ts'

/** Error 22 asks for the same date once more. */
export const setDate = command({ name: 'setDate', code: 0x64, effect: 'write', request: { date: bcdDate } })

export const setTime = command({
  name: 'setTime',
  code: 0x4b,
  effect: 'write',
  request: { hour: bcd(1), minute: bcd(1), second: bcd(1) },
})

/** Error 22 asks for the same once more. */
export const setClock = command({ name: 'setClock', code: 0xed, effect: 'write', request: { clock: bcdDayFirst } })

/** The link is gone for about 20 s. */
export const reboot = command({ name: 'reboot', code: [0xce, 0x41], effect: 'write' })
export const powerOff = command({ name: 'powerOff', code: [0xce, 0x00], effect: 'write' })

/** State byte of register 18: the register itself knows when 24 hours are over (protocol 4.7). */
export const shiftStates = { closed: 0, open: 1, expired: 2 } as const

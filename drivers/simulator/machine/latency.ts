/** How long the register's own work takes, ms, when it is as slow as a real one (protocol 10). */
const real = {
  open: 300,
  item: 120,
  requisite: 20,
  payment: 50,
  close: 2000,
  report: 4000,
  print: 300,
  none: 0,
} as const

export type Work = keyof typeof real

/** Work by the first byte of a command; the others take no time. */
const works: Readonly<Record<number, Work>> = {
  146: 'open', // 92h
  154: 'open', // 9Ah
  82: 'item', // 52h
  87: 'item', // 57h
  230: 'item', // E6h
  235: 'item', // EBh
  234: 'requisite', // EAh
  232: 'requisite', // E8h
  153: 'payment', // 99h
  74: 'close', // 4Ah
  90: 'open', // 5Ah: its report goes on after the reply
  73: 'print', // 49h
  79: 'print', // 4Fh
  89: 'print', // 59h
  76: 'print', // 4Ch
  135: 'print', // 87h
  149: 'print', // 95h
  171: 'print', // ABh
}

export const workOf = (command: number): Work => works[command] ?? 'none'

/** Time of a piece of work, ms: none at all, the same for all, or as on a real device. */
export const durationOf = (latency: number | 'real', work: Work): number =>
  work === 'none' ? 0 : latency === 'real' ? real[work] : latency

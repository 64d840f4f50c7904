/** Reports (protocol 4.10). A report is answered when it begins; then poll `readMode`. */
import { bcd } from './codec.ts'
import { command } from './command.ts'

/** Types of 67h. */
export const reportTypes = {
  x: 1,
  sections: 2,
  cashiers: 3,
  hours: 5,
  quantities: 7,
  service: 8,
  settlementState: 9,
} as const

/** In mode 2: 2.2 while it works, 2.0 when done. The settlement state report is a fiscal document. */
export const printReport = command({
  name: 'printReport',
  code: 0x67,
  effect: 'write',
  request: { type: bcd(1) },
})

/**
 * Prints the rest of a report that the FN already holds and a power cut interrupted. Newer firmware is said to take a longer
 * body for marking codes: never send one.
 */
export const resumeReport = command({ name: 'resumeReport', code: 0xee, effect: 'write' })

/** Prints the last document once more. Error 170: there is none, or it was not closed properly. */
export const reprintLast = command({ name: 'reprintLast', code: 0x95, effect: 'write', timeoutMs: 20_000 })

/** Forgets the document that `reprintLast` would print. */
export const clearReprint = command({ name: 'clearReprint', code: 0x97, effect: 'write' })

/** Prints a document from the FN. */
export const printDocument = command({
  name: 'printDocument',
  code: 0xab,
  effect: 'write',
  timeoutMs: 120_000,
  request: { document: bcd(5) },
})

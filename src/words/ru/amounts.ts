import { grouped } from '../reasons/grouped.ts'

/** `42949672.95` -> `42 949 672,95`. */
export const amount = (decimal: string): string => grouped(decimal, ' ', ',')

/** Ends with the point of its abbreviation, and so may end a sentence. */
export const roubles = (decimal: string): string => `${amount(decimal)} руб.`

import { startFlat } from './flat.ts'
import type { Report } from './report.ts'

/** A start does not take longer with what is stored. */
export const run = async (report: Report): Promise<void> => report('start.flat', await startFlat(), 'ratio')

import { rssFlat } from './flat.ts'
import type { Report } from './report.ts'

/** Memory does not grow with what is stored. */
export const run = async (report: Report): Promise<void> => report('rss.flat', await rssFlat(), 'ratio')

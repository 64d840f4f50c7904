/** `npm run build`: the page beside the compiled program. */
import { join } from 'node:path'
import { buildPage } from './build-page.ts'

await buildPage(join(import.meta.dirname, '../../dist/src/web'))

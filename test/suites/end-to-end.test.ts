import { runSuite } from './suites.ts'

await runSuite('end-to-end')

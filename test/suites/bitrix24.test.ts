import { runSuite } from './suites.ts'

await runSuite('bitrix24')

import { restartUnderLoad } from '../service/restarts.ts'
import { percentile } from './percentile.ts'
import type { Report } from './report.ts'

const restarts = 200

/** What 200 restarts on an inherited socket cost a portal that calls 20 times a second. */
export async function run(report: Report): Promise<void> {
  const counts = await restartUnderLoad('dist', restarts)
  for (const complaint of counts.complaints) console.error(complaint)
  report('restart.restarts', restarts, 'restarts')
  report('restart.requests', counts.requests, 'requests')
  report('restart.refused', counts.refused, 'requests')
  report('restart.wrong', counts.wrong, 'answers')
  report('restart.unregistered', counts.accepted - counts.registered, 'receipts')
  report('restart.stop_p99_ms', percentile(counts.stopMs, 0.99), 'ms')
  report('restart.answer_p99_ms', percentile(counts.answerMs, 0.99), 'ms')
}

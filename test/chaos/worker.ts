import { type Job, runJob } from './jobs.ts'

/** A worker process: a job in, its result out. */
process.on('message', ({ id, job }: { id: number; job: Job }) => {
  runJob(job).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : error }),
  )
})

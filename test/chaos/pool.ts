import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Job, JobResult } from './jobs.ts'

/** Worlds make much short-lived garbage: a larger nursery saves a fifth of the time. */
const nodeOptions = ['--max-semi-space-size=64', '--import=tsx']

interface Reply {
  readonly id: number
  readonly result?: JobResult
  readonly error?: unknown
}

/** Worker processes that run jobs, one each at a time. */
export class Pool {
  readonly #workers: ChildProcess[]

  /** `root`: the tree whose test/chaos is run, for mutants of the product. */
  constructor(size: number, root: string) {
    this.#workers = Array.from({ length: size }, () =>
      fork(join(root, 'test/chaos/worker.ts'), [], {
        cwd: root,
        execArgv: nodeOptions,
        serialization: 'advanced',
        // What a test runner loads into its own processes is not wanted here.
        env: { ...process.env, NODE_OPTIONS: '' },
      }),
    )
  }

  /** Runs jobs in order of their making; `onResult` gets each as it ends and may say that it is enough. */
  async run(jobs: Iterable<Job>, onResult: (result: JobResult, job: Job) => boolean): Promise<void> {
    const queue = jobs[Symbol.iterator]()
    let enough = false
    const serve = async (worker: ChildProcess): Promise<void> => {
      for (let id = 0; !enough; id += 1) {
        const next = queue.next()
        if (next.done === true) return
        if (!onResult(await ask(worker, id, next.value), next.value)) enough = true
      }
    }
    await Promise.all(this.#workers.map(serve))
  }

  close(): void {
    for (const worker of this.#workers) worker.kill()
  }
}

function ask(worker: ChildProcess, id: number, job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`a worker ended with ${code} in ${JSON.stringify(job)}`))
    worker.once('exit', onExit)
    worker.once('message', ({ result, error }: Reply) => {
      worker.off('exit', onExit)
      if (result === undefined) reject(new Error(`a worker failed in ${JSON.stringify(job)}: ${String(error)}`))
      else resolve(result)
    })
    worker.send({ id, job })
  })
}

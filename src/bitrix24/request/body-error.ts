import type { Problem } from '../texts/problem.ts'

/** Ends the reading of a body from inside; `readBody` turns it into an answer and lets nothing else out. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.key)
    this.problem = problem
  }
}

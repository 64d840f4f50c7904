import { lastTaskId } from '../frame/task-buffer.ts'
import { ExchangeError } from './exchange.ts'

/** Reserved for the closing command, so that it can be asked about after a restart with nothing kept on disk. */
export const closingTaskId = lastTaskId

const rotatingIds = closingTaskId

/** How many ids are kept out of use because a late asynchronous result may still name them. */
const maxHaunted = 64

/** Task ids 00h..DEh in turn, past those that the register may still know or answer for. */
export class TaskIds {
  #next: number
  readonly #taken = new Set<number>()
  readonly #haunted = new Set<number>()

  /** `first` differs from session to session, so that a late result of the last one finds nobody waiting under its id. */
  constructor(first: number) {
    this.#next = first % rotatingIds
  }

  get takenCount(): number {
    return this.#taken.size
  }

  /** Throws ExchangeError BUSY, not handed over: too many acknowledgements were lost, and an Abort frees them. */
  take(): number {
    for (let tried = 0; tried < rotatingIds; tried++) {
      const id = this.#next
      this.#next = (id + 1) % rotatingIds
      if (this.#taken.has(id) || this.#haunted.has(id)) continue
      this.#taken.add(id)
      return id
    }
    throw new ExchangeError('BUSY', false, 'no task id is free')
  }

  /** The closing command's own id. */
  hold(id: number): void {
    this.#taken.add(id)
  }

  isTaken(id: number): boolean {
    return this.#taken.has(id)
  }

  /** The register is known to have forgotten the task. */
  release(id: number): void {
    this.#taken.delete(id)
  }

  releaseAll(): void {
    this.#taken.clear()
  }

  /** An asynchronous result of this task was never seen and may still come. */
  haunt(id: number): void {
    this.#haunted.delete(id)
    this.#haunted.add(id)
    if (this.#haunted.size <= maxHaunted) return
    for (const oldest of this.#haunted) {
      this.#haunted.delete(oldest)
      return
    }
  }

  isHaunted(id: number): boolean {
    return this.#haunted.has(id)
  }

  /** It came. */
  layToRest(id: number): void {
    this.#haunted.delete(id)
  }
}

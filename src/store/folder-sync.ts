import type { Files } from '../../drivers/files.ts'

interface Round {
  readonly running: Promise<void>
  next: Promise<void> | undefined
}

/**
 * Group commit for folders: one fsync makes every name durable that was there when it began, so callers that arrive
 * while one is running share the next. Sixteen receipts at once cost two folder syncs, not sixteen.
 */
export class FolderSync {
  readonly #files: Files
  readonly #rounds = new Map<string, Round>()

  constructor(files: Files) {
    this.#files = files
  }

  /** Resolves when every name that was in the folder at the time of the call is durable. */
  sync(folder: string): Promise<void> {
    const round = this.#rounds.get(folder)
    if (round === undefined) return this.#start(folder)
    round.next ??= round.running.then(
      () => this.#start(folder),
      () => this.#start(folder),
    )
    return round.next
  }

  #start(folder: string): Promise<void> {
    const running = this.#files.syncFolder(folder)
    const round: Round = { running, next: undefined }
    this.#rounds.set(folder, round)
    const forget = (): void => {
      if (round.next === undefined && this.#rounds.get(folder) === round) this.#rounds.delete(folder)
    }
    running.then(forget, forget)
    return running
  }
}

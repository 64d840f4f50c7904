import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import type { Log } from '../../drivers/log.ts'
import { DurableJson } from '../store/durable-json.ts'
import type { FolderSync } from '../store/folder-sync.ts'
import type { AlarmBoard } from './alarm-board.ts'
import { type EventAlarm, isAlarmName, isEventAlarm } from './alarms.ts'

/** An alarm of an event that nobody has acknowledged. */
interface Event {
  readonly name: string
  readonly subject: string
  readonly since: string
  readonly detail?: string
}

/** Of more than these the oldest are forgotten by a restart: nobody reads a list that long, and the log has them all. */
const most = 200

const isKept = (name: string): name is EventAlarm => isAlarmName(name) && isEventAlarm(name)
const keysOf = (events: readonly Event[]): string => events.map(({ name, subject }) => `${name} ${subject}`).join('\n')

/**
 * Keeps the alarms of events through restarts: they are raised once, so nothing but this would bring them back before a person
 * has seen them. Alarms of states are not kept, their cause raises them again. Alarms never stop anything: what cannot be written is
 * logged, and written with the next one.
 */
export class EventMemory {
  readonly #board: AlarmBoard
  readonly #file: Low<readonly Event[]>
  readonly #log: Log
  #writing: Promise<void> | undefined

  private constructor(board: AlarmBoard, file: Low<readonly Event[]>, log: Log) {
    this.#board = board
    this.#file = file
    this.#log = log
  }

  /** Puts on the board what stood when the last process ended, and follows the board from now on. */
  static async load(
    files: Files,
    folders: FolderSync,
    root: string,
    board: AlarmBoard,
    log: Log,
  ): Promise<EventMemory> {
    const file = new Low<readonly Event[]>(new DurableJson(files, folders, join(root, 'alarms.json')), [])
    try {
      await file.read()
    } catch (error) {
      log.error({ err: error }, 'the alarms of the last life are lost')
    }
    const memory = new EventMemory(board, file, log)
    for (const { name, subject, since, detail } of file.data) {
      if (isKept(name)) board.restore(name, subject, since, detail)
    }
    board.onChange(() => memory.#follow())
    return memory
  }

  /** Resolves when what stands is written, or could not be. */
  async written(): Promise<void> {
    await this.#writing
  }

  /** A new detail alone is not worth a write. */
  get #isBehind(): boolean {
    return keysOf(this.#standing()) !== keysOf(this.#file.data)
  }

  #standing(): readonly Event[] {
    return this.#board
      .list()
      .filter(({ name }) => isKept(name))
      .slice(-most)
      .map(({ name, subject, since, detail }) => ({ name, subject, since, ...(detail !== undefined && { detail }) }))
  }

  #follow(): void {
    if (this.#writing !== undefined || !this.#isBehind) return
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined
    })
  }

  /** One write at a time, of what stands by then. */
  async #write(): Promise<void> {
    while (this.#isBehind) {
      const before = this.#file.data
      this.#file.data = this.#standing()
      try {
        await this.#file.write()
      } catch (error) {
        this.#file.data = before
        this.#log.error({ err: error }, 'alarms could not be stored')
        return
      }
    }
  }
}

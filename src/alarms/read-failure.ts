import { basename, dirname, join } from 'node:path'
import { ArchiveDamaged } from '../store/archive.ts'
import { CorruptFile } from '../store/durable-json.ts'
import type { AlarmBoard } from './alarm-board.ts'

/** A file of the store for people: with its folder only. */
export const shortPath = (path: string): string => join(basename(dirname(path)), basename(path))

function pathOf(error: unknown): string | undefined {
  const { path } = error as NodeJS.ErrnoException
  return typeof path === 'string' ? shortPath(path) : undefined
}

/** Names the record that a disk did not give out, or the archive, which is to blame for no single record. Whatever needed it goes without. */
export function tellReadFailure(board: AlarmBoard, uuid: string, error: unknown): void {
  if (error instanceof ArchiveDamaged) {
    const { cause } = error
    board.raise('archive-damaged', 'archive', pathOf(cause instanceof CorruptFile ? cause : error))
    return
  }
  const { code, name } = error as NodeJS.ErrnoException
  const path = pathOf(error)
  board.raise('record-unreadable', uuid, path === undefined ? (code ?? name) : `${path}: ${code ?? name}`)
}

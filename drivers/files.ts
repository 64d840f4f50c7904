import { closeSync, constants, fsync, ftruncate, open, rename, write } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * The disk, as small as the store and the simulated register need it. Nothing is durable until `sync` said so:
 * `sync(file)` for its content, `sync(folder)` for the names in it. Errors are Node's own, with their `code`
 * (ENOENT, ENOSPC, EROFS, EIO …).
 */
export interface Files {
  readFile(path: string): Promise<Uint8Array>
  /** Names in a folder, without `.` and `..`, in no particular order. */
  list(folder: string): Promise<string[]>
  /** Creates or truncates the file and writes it whole; with `durable` its content is synced before the promise resolves. */
  writeFile(path: string, data: Uint8Array | string, durable?: boolean): Promise<void>
  /** Adds to the end of the file, creating it if missing; with `durable` the content is synced before the promise resolves. */
  append(path: string, data: Uint8Array | string, durable?: boolean): Promise<void>
  /** Cuts the file to `length` bytes and syncs it. */
  truncate(path: string, length: number): Promise<void>
  /** Makes the names in a folder durable (fsync of the folder). */
  syncFolder(folder: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a file; a missing one is not an error. */
  remove(path: string): Promise<void>
  /** Creates the folder and its missing parents. */
  makeFolder(path: string): Promise<void>
}

// Descriptors instead of file handles: a receipt costs several of these calls, and handles are dear.
const openDescriptor = promisify(open)
const writeDescriptor = promisify(write)
const syncDescriptor = promisify(fsync)
const truncateDescriptor = promisify(ftruncate)
const renameFile = promisify(rename)

const { O_APPEND, O_CREAT, O_DSYNC, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } = constants

async function withFile(path: string, flags: number, use: (file: number) => Promise<void>): Promise<void> {
  const file = await openDescriptor(path, flags, 0o600)
  try {
    await use(file)
  } finally {
    // Nothing is left to wait for: what has to be on disk is there, and a turn of the thread pool costs more than the call.
    closeSync(file)
  }
}

async function writeAll(file: number, data: Uint8Array | string): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  for (let at = 0; at < bytes.length; ) at += (await writeDescriptor(file, bytes, at)).bytesWritten
}

/** The host's real disk. New files are readable by their owner only: receipts carry buyers' contacts. */
export const systemFiles: Files = {
  readFile: (path) => readFile(path),
  list: (folder) => readdir(folder),
  writeFile: (path, data, durable = false) =>
    // With O_DSYNC a write returns when content and length are on disk: an fsync, and a turn of the thread pool, less.
    withFile(path, O_WRONLY | O_CREAT | O_TRUNC | (durable ? O_DSYNC : 0), (file) => writeAll(file, data)),
  append: (path, data, durable = false) =>
    withFile(path, O_WRONLY | O_CREAT | O_APPEND | (durable ? O_DSYNC : 0), (file) => writeAll(file, data)),
  truncate: (path, length) =>
    withFile(path, O_RDWR, async (file) => {
      await truncateDescriptor(file, length)
      await syncDescriptor(file)
    }),
  syncFolder: (folder) => withFile(folder, O_RDONLY, syncDescriptor),
  rename: renameFile,
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
}

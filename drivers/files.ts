import { close, constants, open as openRaw, write } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
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

async function withFile(path: string, flags: string, use: (file: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const file = await open(path, flags, 0o600)
  try {
    await use(file)
  } finally {
    await file.close()
  }
}

const openDescriptor = promisify(openRaw)
const writeDescriptor = promisify(write)
const closeDescriptor = promisify(close)

const { O_CREAT, O_DSYNC, O_TRUNC, O_WRONLY } = constants

/** With O_DSYNC a write returns when content and length are on disk: an fsync, and a turn of the thread pool, less. */
async function writeDurably(path: string, data: Uint8Array | string): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  const file = await openDescriptor(path, O_WRONLY | O_CREAT | O_TRUNC | O_DSYNC, 0o600)
  try {
    for (let at = 0; at < bytes.length; ) at += (await writeDescriptor(file, bytes, at)).bytesWritten
  } finally {
    await closeDescriptor(file)
  }
}

/** The host's real disk. New files are readable by their owner only: receipts carry buyers' contacts. */
export const systemFiles: Files = {
  readFile: (path) => readFile(path),
  list: (folder) => readdir(folder),
  writeFile: (path, data, durable = false) =>
    durable ? writeDurably(path, data) : writeFile(path, data, { mode: 0o600 }),
  append: (path, data, durable = false) =>
    withFile(path, 'a', async (file) => {
      await file.writeFile(data)
      if (durable) await file.sync()
    }),
  truncate: (path, length) =>
    withFile(path, 'r+', async (file) => {
      await file.truncate(length)
      await file.sync()
    }),
  syncFolder: (folder) => withFile(folder, 'r', (file) => file.sync()),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
}

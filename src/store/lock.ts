import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'

/** Somebody else runs on this data folder; `message` is for the person who started us, in Russian. */
export class DataFolderBusy extends Error {
  override readonly name = 'DataFolderBusy'
}

/**
 * Takes the data folder for this process. The lock is a socket in Linux's abstract name space, named after the
 * folder's device and inode: the kernel drops it with the process, however that dies, so a start after `kill -9`
 * waits for nothing, and no stale file can be left. Returns what gives it back.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const { dev, ino } = await stat(folder, { bigint: true })
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new DataFolderBusy(
              `С папкой данных ${folder} уже работает другой fiscal-bridge. Остановите его или укажите другую папку параметром --data.`,
            )
          : error,
      )
    })
    server.listen(`\0fiscal-bridge-${dev}-${ino}`, resolve)
  })
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

import { type Stats, unwatchFile, watchFile } from 'node:fs'

const intervalMs = 500

/**
 * Calls `gone` when a device file vanishes or becomes another one; the returned function ends the watch. Reading from a
 * terminal that was hung up returns nothing at once, for ever, and the serial binding then just reads again: without this
 * an unplugged port would burn the processor and never be told.
 */
export function watchDevice(path: string, gone: () => void): () => void {
  const changed = (now: Stats, before: Stats): void => {
    if (now.nlink === 0 || now.ino !== before.ino || now.rdev !== before.rdev) gone()
  }
  watchFile(path, { interval: intervalMs, persistent: false }, changed)
  return () => unwatchFile(path, changed)
}

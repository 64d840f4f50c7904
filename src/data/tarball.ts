/** A compressed tar of small files: written piece by piece, read entry by entry, so that its size never has to fit in memory. */
import { createGzip } from 'node:zlib'
import { Header, Parser, type ReadEntry } from 'tar'
import type { Files } from '../../drivers/files.ts'

const blockBytes = 512
/** Compressed bytes gathered for one write. */
const writeBytes = 1_048_576

/** One file of the tarball; `path` is relative, with `/`. */
export interface TarEntry {
  readonly path: string
  readonly data: Uint8Array
}

/** What is given to unpack is no tarball of ours. */
export class BadTarball extends Error {
  override readonly name = 'BadTarball'
}

/** Out of the folder that it is unpacked to, on whichever system. */
const isTraversal = (path: string): boolean => /^([/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..')

/** A name of the kind that the bridge gives its files; others are somebody else's, and are neither copied nor restored. */
export const isOurName = (path: string): boolean =>
  /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) && !isTraversal(path)

function* blocks({ path, data }: TarEntry, mtime: Date): Generator<Uint8Array> {
  const header = new Header({ path, mode: 0o600, size: data.length, mtime, type: 'File' })
  header.encode()
  if (header.block === undefined) throw new BadTarball(`no header for ${path}`)
  yield header.block
  yield data
  yield new Uint8Array((blockBytes - (data.length % blockBytes)) % blockBytes)
}

/** Writes the entries to a new file, in their order; durable when it resolves. Returns its size, bytes. */
export async function writeTarball(
  files: Files,
  path: string,
  entries: AsyncIterable<TarEntry>,
  mtime: Date,
): Promise<number> {
  const gzip = createGzip()
  let gathered: Uint8Array[] = []
  let waiting = 0
  let written = 0
  gzip.on('data', (chunk: Buffer) => {
    gathered.push(chunk)
    waiting += chunk.length
  })
  const flush = async (durable: boolean): Promise<void> => {
    const bytes = Buffer.concat(gathered)
    gathered = []
    waiting = 0
    written += bytes.length
    await files.append(path, bytes, durable)
  }
  const put = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => {
      gzip.write(bytes, (error) => (error ? reject(error) : resolve()))
    })
  await files.writeFile(path, '')
  for await (const entry of entries) {
    for (const block of blocks(entry, mtime)) if (block.length > 0) await put(block)
    if (waiting >= writeBytes) await flush(false)
  }
  await put(new Uint8Array(2 * blockBytes))
  await new Promise<void>((resolve) => {
    gzip.once('end', resolve)
    gzip.end()
  })
  await flush(true)
  return written
}

/**
 * Hands each entry to `take`, one after the other; files with a name that is none of ours, as older copies hold them, are passed over.
 * Throws BadTarball, also for entries that would leave the folder.
 */
export async function readTarball(bytes: Uint8Array, take: (entry: TarEntry) => Promise<void>): Promise<void> {
  let last: Promise<void> = Promise.resolve()
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      last = last.then(async () => {
        const { path } = entry
        if (entry.type !== 'File' || isTraversal(path)) throw new BadTarball(`entry ${path} is refused`)
        if (isOurName(path)) await take({ path, data: await entry.concat() })
        else entry.resume()
      })
      // Whoever waits for the end hears of it; until then it must not count as unhandled.
      last.catch(() => entry.resume())
    },
  })
  await new Promise<void>((resolve, reject) => {
    parser.on('error', (error: unknown) => reject(new BadTarball('not a tarball', { cause: error })))
    parser.on('end', resolve)
    parser.end(Buffer.from(bytes))
  })
  await last
}

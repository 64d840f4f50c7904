import { basename, dirname } from 'node:path'
import type { Files } from '../drivers/files.ts'

/** Content now, and content as of the last fsync (undefined: never synced). */
interface Node {
  data: Buffer
  synced: Buffer | undefined
}

interface Folder {
  readonly now: Map<string, Node>
  /** Names as of the last fsync of the folder. */
  synced: Map<string, Node>
  /** Number of the fsync that made them so. */
  syncedBy: number
}

export type DiskOperation =
  | 'read'
  | 'list'
  | 'write'
  | 'append'
  | 'truncate'
  | 'syncFolder'
  | 'rename'
  | 'remove'
  | 'makeFolder'

/** Called before an operation has any effect: may throw (a failing disk), wait (a slow one), or never settle (a dead process). */
export type DiskHook = (operation: DiskOperation, path: string) => Promise<void> | void

const missing = (path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: 'ENOENT' })

/** An error such as a real disk gives. */
export const diskError = (code: 'ENOSPC' | 'EIO' | 'EROFS' | 'EACCES' | 'EMFILE'): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: injected`), { code })

/**
 * A disk in memory that forgets what was not synced. `lose()` is a power cut: content goes back to the last fsync of the
 * file (or to a torn piece of what was written since), names to the last fsync of the folder. A crash of the process
 * alone loses nothing: the kernel still has it. A rename is one transaction, as on every journaling file system: a file
 * that had a durable name and was not removed has one afterwards, the old or the new.
 */
export class MemoryDisk {
  readonly #folders = new Map<string, Folder>()
  #syncs = 0

  constructor() {
    this.#folders.set('/', { now: new Map(), synced: new Map(), syncedBy: 0 })
  }

  #folder(path: string): Folder {
    const folder = this.#folders.get(path)
    if (folder === undefined) throw missing(path)
    return folder
  }

  #node(path: string): Node {
    const node = this.#folders.get(dirname(path))?.now.get(basename(path))
    if (node === undefined) throw missing(path)
    return node
  }

  #nodeToWrite(path: string): Node {
    const { now } = this.#folder(dirname(path))
    const known = now.get(basename(path))
    if (known !== undefined) return known
    const node: Node = { data: Buffer.alloc(0), synced: undefined }
    now.set(basename(path), node)
    return node
  }

  /**
   * The power fails. `keep(n)` chooses for each thing that was not synced how much survives: 0 nothing … n everything.
   * By default nothing does.
   */
  lose(keep: (choices: number) => number = () => 0): void {
    const survivors = new Map<Folder, Map<string, Node>>()
    for (const folder of this.#folders.values()) {
      const names = new Set([...folder.now.keys(), ...folder.synced.keys()])
      const survived = new Map<string, Node>()
      for (const name of names) {
        const now = folder.now.get(name)
        const synced = folder.synced.get(name)
        const node = now === synced || keep(1) === 1 ? now : synced
        if (node !== undefined) survived.set(name, node)
      }
      survivors.set(folder, survived)
    }
    this.#keepRenamed(survivors)
    for (const [folder, survived] of survivors) {
      folder.now.clear()
      for (const [name, node] of survived) folder.now.set(name, node)
      folder.synced = new Map(survived)
    }
    for (const folder of this.#folders.values()) {
      for (const node of folder.now.values()) {
        if (node.synced !== undefined && node.data.equals(node.synced)) continue
        const whole = keep(2)
        const torn = node.data.subarray(0, keep(node.data.length))
        node.data = whole === 2 ? node.data : whole === 1 ? Buffer.from(torn) : (node.synced ?? Buffer.alloc(0))
        node.synced = node.data
      }
    }
  }

  /** A rename is one transaction: with the old name's end its new name is durable, too. */
  #commitRenames({ synced }: Folder, names: ReadonlyMap<string, Node>): void {
    const left = new Set(names.values())
    const gone = new Set([...synced.values()].filter((node) => !left.has(node)))
    if (gone.size === 0) return
    for (const other of this.#folders.values()) {
      for (const [name, node] of other.now) if (gone.has(node)) other.synced.set(name, node)
    }
  }

  /** Gives every file that lost its durable name to a rename the name that the rename gave it. */
  #keepRenamed(survivors: ReadonlyMap<Folder, Map<string, Node>>): void {
    const named = new Set([...survivors.values()].flatMap((names) => [...names.values()]))
    const durable = new Set([...survivors.keys()].flatMap(({ synced }) => [...synced.values()]))
    for (const [folder, survived] of survivors) {
      for (const [name, node] of folder.now) if (durable.has(node) && !named.has(node)) survived.set(name, node)
    }
  }

  /** A file as it is now; undefined when there is none. */
  content(path: string): string | undefined {
    return this.#folders.get(dirname(path))?.now.get(basename(path))?.data.toString('utf8')
  }

  /** Every file with its content, for comparing and printing. */
  dump(): Map<string, string> {
    const all = new Map<string, string>()
    for (const [path, folder] of [...this.#folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const [name, node] of folder.now) all.set(`${path === '/' ? '' : path}/${name}`, node.data.toString('utf8'))
    }
    return all
  }

  /** A disk with the same content, all of it synced: a backup. */
  async copy(): Promise<MemoryDisk> {
    const other = new MemoryDisk()
    const files = other.mount()
    for (const path of this.#folders.keys()) await files.makeFolder(path)
    for (const [path, content] of this.dump()) await files.writeFile(path, content, true)
    for (const path of this.#folders.keys()) await files.syncFolder(path)
    return other
  }

  /** The disk as one process sees it. */
  mount(before: DiskHook = () => undefined): Files {
    return {
      readFile: async (path) => {
        await before('read', path)
        return Uint8Array.from(this.#node(path).data)
      },
      list: async (path) => {
        await before('list', path)
        const children = [...this.#folders.keys()]
          .filter((one) => one !== path && dirname(one) === path)
          .map((one) => basename(one))
        return [...this.#folder(path).now.keys(), ...children]
      },
      writeFile: async (path, data, durable = false) => {
        await before('write', path)
        const node = this.#nodeToWrite(path)
        node.data = Buffer.from(data)
        if (!durable) return
        await before('write', path)
        node.synced = node.data
      },
      append: async (path, data, durable = false) => {
        await before('append', path)
        const node = this.#nodeToWrite(path)
        node.data = Buffer.concat([node.data, Buffer.from(data)])
        if (!durable) return
        await before('append', path)
        node.synced = node.data
      },
      truncate: async (path, length) => {
        await before('truncate', path)
        const node = this.#node(path)
        node.data = node.data.subarray(0, length)
        node.synced = node.data
      },
      syncFolder: async (path) => {
        // Only what was there when it began is sure to be durable at its end.
        const names = new Map(this.#folders.get(path)?.now)
        this.#syncs += 1
        const number = this.#syncs
        await before('syncFolder', path)
        const folder = this.#folder(path)
        if (number < folder.syncedBy) return
        this.#commitRenames(folder, names)
        folder.synced = names
        folder.syncedBy = number
      },
      rename: async (from, to) => {
        await before('rename', from)
        const node = this.#node(from)
        const target = this.#folder(dirname(to))
        this.#folder(dirname(from)).now.delete(basename(from))
        target.now.set(basename(to), node)
      },
      remove: async (path) => {
        await before('remove', path)
        this.#folders.get(dirname(path))?.now.delete(basename(path))
      },
      makeFolder: async (path) => {
        await before('makeFolder', path)
        for (let at = path; !this.#folders.has(at); at = dirname(at)) {
          this.#folders.set(at, { now: new Map(), synced: new Map(), syncedBy: 0 })
        }
      },
    }
  }
}

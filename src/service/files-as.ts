import type { Files } from '../../drivers/files.ts'

/** An account of the system. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** One at a time: the rights of a process are those of all its threads. */
let turn: Promise<unknown> = Promise.resolve()

async function withRightsOf<T>({ uid, gid }: Account, work: () => Promise<T>): Promise<T> {
  const groups = process.getgroups?.() ?? []
  process.setgroups?.([gid])
  process.setegid?.(gid)
  process.seteuid?.(uid)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
    process.setgroups?.(groups)
  }
}

/**
 * The disk with the rights of an account, for a process of root's: whoever owns a folder may put links into it, and root must not
 * follow them. What is made belongs to the account. For other processes, and for root's own folders, the disk as it is.
 */
export function filesAs(files: Files, account: Account): Files {
  if (process.getuid?.() !== 0 || account.uid === 0) return files
  const as = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(() => withRightsOf(account, work))
    turn = result.catch(() => undefined)
    return result
  }
  return {
    readFile: (path) => as(() => files.readFile(path)),
    list: (folder) => as(() => files.list(folder)),
    writeFile: (path, data, durable) => as(() => files.writeFile(path, data, durable)),
    append: (path, data, durable) => as(() => files.append(path, data, durable)),
    truncate: (path, length) => as(() => files.truncate(path, length)),
    syncFolder: (folder) => as(() => files.syncFolder(folder)),
    rename: (from, to) => as(() => files.rename(from, to)),
    remove: (path) => as(() => files.remove(path)),
    makeFolder: (path) => as(() => files.makeFolder(path)),
  }
}

import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Files } from '../../drivers/files.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { CorruptFile, DurableJson, isMissing } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'
import { migrated, type StoredRecord } from './migrations.ts'
import { namesIn } from './store-folders.ts'

/** Where a record lies: month, first byte and length of its compressed member. */
type Place = readonly [month: string, offset: number, length: number]
/** UUID -> place, of one prefix. */
type Names = Readonly<Record<string, Place>>

interface ArchiveState {
  /** Bytes of each month's file that are whole; what lies behind them is the rest of an addition that a crash cut. */
  readonly lengths: Readonly<Record<string, number>>
  /** Last month, `YYYY-MM`, that was gone through. */
  readonly doneUpTo?: string
}

/** Folder of what was archived. */
export const archiveFolder = 'archive'

const prefixLength = 2

/** The archive cannot be read: no single receipt is to blame, so none is put aside for it. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged'
}

/**
 * Closed receipts of past years: `archive/<YYYY-MM>.jsonl.gz`, one gzip member a record, so that zcat reads the file whole and
 * the bridge a single record. Where a record lies stands in `archive/names/<first two characters>.json`: looking one up
 * reads one small file and one member, whatever the history, and nothing of it stays in memory.
 */
export class Archive {
  readonly #files: Files
  readonly #folders: FolderSync
  readonly #folder: string
  /** Prefixes that have names, 1024 at most; read when first needed. */
  #prefixes: Promise<Set<string>> | undefined

  constructor(files: Files, folders: FolderSync, root: string) {
    this.#files = files
    this.#folders = folders
    this.#folder = join(root, archiveFolder)
  }

  #monthPath(month: string): string {
    return join(this.#folder, `${month}.jsonl.gz`)
  }

  #names(prefix: string): DurableJson<Names> {
    return new DurableJson(this.#files, this.#folders, join(this.#folder, 'names', `${prefix}.json`))
  }

  async #placeNames(prefix: string): Promise<Names> {
    if (!(await this.#knownPrefixes()).has(prefix)) return {}
    try {
      return (await this.#names(prefix).read()) ?? {}
    } catch (error) {
      if (!(error instanceof CorruptFile)) throw error
      throw new ArchiveDamaged(error.message, { cause: error })
    }
  }

  #knownPrefixes(): Promise<Set<string>> {
    this.#prefixes ??= this.#listPrefixes().catch((error: unknown) => {
      this.#prefixes = undefined
      throw error
    })
    return this.#prefixes
  }

  async #listPrefixes(): Promise<Set<string>> {
    const names = await namesIn(this.#files, join(this.#folder, 'names'))
    return new Set(names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, prefixLength)))
  }

  get #state(): DurableJson<ArchiveState> {
    return new DurableJson(this.#files, this.#folders, join(this.#folder, 'state.json'))
  }

  async #read([month, offset, length]: Place): Promise<ReceiptRecord> {
    const bytes = await this.#files.readFile(this.#monthPath(month))
    const text = gunzipSync(bytes.subarray(offset, offset + length)).toString('utf8')
    return migrated(JSON.parse(text) as StoredRecord)
  }

  /** Undefined when it is not here. Throws ArchiveDamaged. */
  async find(uuid: string): Promise<ReceiptRecord | undefined> {
    const place = (await this.#placeNames(uuid.slice(0, prefixLength)))[uuid]
    return place === undefined ? undefined : this.#read(place)
  }

  /** UUID of the archived receipt whose name begins so. */
  async nameLike(beginning: string): Promise<string | undefined> {
    const names = await this.#placeNames(beginning.slice(0, prefixLength))
    return Object.keys(names).find((uuid) => uuid.startsWith(beginning))
  }

  /** UUIDs of everything archived, one prefix after the other. */
  async *uuids(): AsyncGenerator<string> {
    for (const prefix of [...(await this.#knownPrefixes())].sort()) {
      yield* Object.keys(await this.#placeNames(prefix)).sort()
    }
  }

  /** Last month that was gone through; undefined before the first. */
  async doneUpTo(): Promise<string | undefined> {
    return (await this.#state.read())?.doneUpTo
  }

  async setDoneUpTo(month: string): Promise<void> {
    await this.#makeFolders()
    await this.#state.write({ ...((await this.#state.read()) ?? { lengths: {} }), doneUpTo: month })
  }

  /** Makes records durable in the archive of a month; only then may their own files go. One addition at a time. */
  async add(month: string, records: readonly ReceiptRecord[]): Promise<void> {
    if (records.length === 0) return
    await this.#makeFolders()
    const state = (await this.#state.read()) ?? { lengths: {} }
    const begin = state.lengths[month] ?? 0
    await this.#cutTo(month, begin)
    const members = records.map((record) => gzipSync(`${JSON.stringify(record)}\n`))
    await this.#files.append(this.#monthPath(month), Buffer.concat(members), true)
    await this.#folders.sync(this.#folder)
    const end = begin + members.reduce((sum, { length }) => sum + length, 0)
    await this.#state.write({ ...state, lengths: { ...state.lengths, [month]: end } })

    const places = new Map<string, Record<string, Place>>()
    let offset = begin
    for (const [at, { uuid }] of records.entries()) {
      const { length } = members[at] as Buffer
      const prefix = uuid.slice(0, prefixLength)
      places.set(prefix, { ...places.get(prefix), [uuid]: [month, offset, length] })
      offset += length
    }
    const known = await this.#knownPrefixes()
    for (const [prefix, added] of places) {
      const names = this.#names(prefix)
      known.add(prefix)
      await names.write({ ...(await this.#placeNames(prefix)), ...added })
    }
  }

  async #cutTo(month: string, length: number): Promise<void> {
    try {
      const bytes = await this.#files.readFile(this.#monthPath(month))
      if (bytes.length > length) await this.#files.truncate(this.#monthPath(month), length)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  async #makeFolders(): Promise<void> {
    await this.#files.makeFolder(join(this.#folder, 'names'))
    await this.#folders.sync(join(this.#folder, '..'))
    await this.#folders.sync(this.#folder)
  }
}

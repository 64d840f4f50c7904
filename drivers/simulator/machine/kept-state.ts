import type { Files } from '../../files.ts'

/** What a register remembers without its fiscal memory: survives power cuts, is not a fiscal document. */
export interface Kept {
  /** Cash put in and taken out by 49h and 4Fh since the beginning, kopecks as decimal text. */
  readonly cashIn: string
  readonly cashOut: string
  readonly cashInCount: number
  readonly cashOutCount: number
  readonly cancelledReceipts: number
  /** How far the register's own clock is from the host's, ms. */
  readonly clockOffset: number
  /** Cells of tables written by 50h: `table.row.field` -> hex bytes. */
  readonly tables: Readonly<Record<string, string>>
  /** A report is in the fiscal memory, but its paper did not come out. */
  readonly reportUnprinted: boolean
  /** The open receipt, when the model keeps it over a power cut: an opaque text of open-receipt.ts. */
  readonly openReceipt?: string
}

const initial: Kept = {
  cashIn: '0',
  cashOut: '0',
  cashInCount: 0,
  cashOutCount: 0,
  cancelledReceipts: 0,
  clockOffset: 0,
  tables: {},
  reportUnprinted: false,
}

/** The kept state in a small file, replaced whole and synced before a command is answered. */
export class KeptState {
  readonly #files: Files
  readonly #folder: string
  #kept: Kept

  constructor(files: Files, folder: string, kept: Kept) {
    this.#files = files
    this.#folder = folder
    this.#kept = kept
  }

  get value(): Kept {
    return this.#kept
  }

  /** Durable once it resolves; the old state stays when it rejects. */
  async change(changes: { readonly [K in keyof Kept]?: Kept[K] | undefined }): Promise<void> {
    const next = { ...this.#kept, ...changes } as Kept
    const path = `${this.#folder}/device-state.json`
    await this.#files.writeFile(`${path}.new`, JSON.stringify(next), true)
    await this.#files.rename(`${path}.new`, path)
    await this.#files.syncFolder(this.#folder)
    this.#kept = next
  }
}

/** Reads the state file; a missing one is a register fresh from the factory. Throws on a file that is not ours. */
export async function openKeptState(files: Files, folder: string): Promise<KeptState> {
  try {
    const text = Buffer.from(await files.readFile(`${folder}/device-state.json`)).toString('utf8')
    return new KeptState(files, folder, { ...initial, ...(JSON.parse(text) as Partial<Kept>) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return new KeptState(files, folder, initial)
  }
}

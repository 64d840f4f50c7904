import { join } from 'node:path'
import { Low } from 'lowdb'
import type { Files } from '../../drivers/files.ts'
import type { Dealing } from '../config/dealing.ts'
import { archiveFolder } from './archive.ts'
import { DurableJson } from './durable-json.ts'
import type { FolderSync } from './folder-sync.ts'
import { closedFolder, namesIn, openFolder } from './store-folders.ts'

interface InstallFile {
  /** 32 bytes in hex: names every receipt of this installation. Without it the records are orphans. */
  readonly key: string
  readonly dealing: Dealing
}

/** The data folder does not fit this start; `message` is for the person who started it, in Russian. */
export class InstallMismatch extends Error {
  override readonly name = 'InstallMismatch'
}

/** Where records lie: open ones, closed ones, those of past years. */
const recordFolders = [openFolder, closedFolder, archiveFolder] as const

/**
 * The install secret of a data folder, made at its first start. Throws InstallMismatch when records are there whose
 * secret is gone (promise, rule 10; whether it is theirs is asked by requireOwnRecords), or when the folder belongs to registers of the other kind (rule 19).
 */
export async function openInstall(
  files: Files,
  folders: FolderSync,
  root: string,
  dealing: Dealing,
  random: (size: number) => Uint8Array,
): Promise<{ readonly key: Uint8Array; readonly isNew: boolean }> {
  const path = join(root, 'install.json')
  const file = new Low<InstallFile | null>(new DurableJson(files, folders, path), null)
  await file.read()
  const isNew = file.data === null
  if (file.data === null) {
    const names = await Promise.all(recordFolders.map((folder) => namesIn(files, join(root, folder))))
    if (names.flat().length > 0) {
      throw new InstallMismatch(
        `В папке данных ${root} есть чеки, но нет файла install.json с ключом установки: связать их с Битрикс24 нельзя. Восстановите install.json из резервной копии.`,
      )
    }
    await files.makeFolder(root)
    file.data = { key: Buffer.from(random(32)).toString('hex'), dealing }
    await file.write()
  }
  if (file.data.dealing !== dealing) {
    const words = { real: 'настоящих касс', simulated: 'учебной кассы' }
    throw new InstallMismatch(
      `Папка данных ${root} принадлежит чекам ${words[file.data.dealing]}, а в настройках кассы другого рода. Укажите другую папку: настройка data или параметр --data.`,
    )
  }
  return { key: Uint8Array.from(Buffer.from(file.data.key, 'hex')), isNew }
}

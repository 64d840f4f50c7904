import { join } from 'node:path'
import type { Host } from './host.ts'

/** Version of the installed package. */
export async function packageVersion({ files, packageFolder }: Host): Promise<string> {
  const text = Buffer.from(await files.readFile(join(packageFolder, 'package.json'))).toString('utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

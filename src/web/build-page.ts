import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const sources = import.meta.dirname

/** Bundles the operator's page into a folder: index.html, app.js, app.css, icon.svg. */
export async function buildPage(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await build({
    entryPoints: { app: join(sources, 'main.tsx') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome100', 'firefox100', 'safari15'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const name of ['index.html', 'icon.svg']) await copyFile(join(sources, name), join(folder, name))
}

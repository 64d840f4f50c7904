import { createHash } from 'node:crypto'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Files } from '../../drivers/files.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What the build leaves in the page's folder, and where it is served. */
const served = [
  ['/', 'index.html'],
  ['/app.js', 'app.js'],
  ['/app.css', 'app.css'],
  ['/icon.svg', 'icon.svg'],
] as const

/** Where the page and its parts are served. */
export const pagePaths: readonly string[] = served.map(([path]) => path)

interface Asset {
  readonly type: string
  readonly tag: string
  readonly plain: Uint8Array
  readonly gzip: Uint8Array
}

async function load(files: Files, path: string): Promise<Asset> {
  const plain = await files.readFile(path)
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`
  return { type: types[extname(path)] ?? 'application/octet-stream', tag, plain, gzip: gzipSync(plain, { level: 9 }) }
}

function send({ headers }: FastifyRequest, reply: FastifyReply, { type, tag, plain, gzip }: Asset): FastifyReply {
  reply.header('cache-control', 'no-cache').header('etag', tag).header('vary', 'accept-encoding').type(type)
  if (headers['if-none-match'] === tag) return reply.code(304).send()
  const takesGzip = String(headers['accept-encoding'] ?? '').includes('gzip')
  return takesGzip ? reply.header('content-encoding', 'gzip').send(gzip) : reply.send(plain)
}

/** The page itself, as `npm run build` left it in `folder`. Read when it is first asked for. */
export function pageRoutes(app: FastifyInstance, files: Files, folder: string | undefined): void {
  const assets = new Map<string, Promise<Asset>>()
  for (const [path, name] of served) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => {
      if (folder === undefined) return reply.code(404).send({ error: 'Страницы в этой сборке нет.' })
      const loading = assets.get(path) ?? load(files, join(folder, name))
      assets.set(path, loading)
      try {
        return send(request, reply, await loading)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        assets.delete(path)
        return reply.code(503).type('text/plain; charset=utf-8').send('Страница не собрана. Выполните: npm run build\n')
      }
    })
  }
}

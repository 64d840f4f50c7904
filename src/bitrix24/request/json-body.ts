import { visit } from 'jsonc-parser'
import { bodyDamage } from '../texts/body-damage.ts'
import { problem } from '../texts/problem.ts'
import { BodyError } from './body-error.ts'
import type { Charset } from './charset.ts'
import { FieldTree } from './field-tree.ts'
import type { Fields } from './fields.ts'

/**
 * Reads a JSON object. Numbers keep the text they were written with, so that no amount passes through a binary
 * fraction; `true` is "1" and `false` "0"; null is as good as absent: all as PHP's form encoding has it. Throws `BodyError`.
 */
export function readJson(body: Uint8Array, charset: Charset): Fields {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  const tree = new FieldTree()
  const open: { readonly fields: Fields; readonly list: boolean }[] = []
  let property = ''

  const place = (): { readonly parent: Fields; readonly key: string } => {
    const top = open.at(-1)
    if (top === undefined) throw broken()
    return { parent: top.fields, key: top.list ? String(top.fields.size) : property }
  }
  const begin = (list: boolean): void => {
    if (open.length === 0) {
      if (list) throw broken()
      open.push({ fields: tree.root, list })
      return
    }
    const { parent, key } = place()
    open.push({ fields: tree.open(parent, key, open.length), list })
  }

  visit(
    text,
    {
      onObjectBegin: () => begin(false),
      onArrayBegin: () => begin(true),
      onObjectEnd: () => void open.pop(),
      onArrayEnd: () => void open.pop(),
      onObjectProperty(_name, offset, length) {
        property = bytesOfString(text.slice(offset + 1, offset + length - 1))
      },
      onLiteralValue(value: unknown, offset, length) {
        const { parent, key } = place()
        if (value === null) return
        // Before the escapes: these are ASCII in any set, and what they stand for is UTF-8 then.
        const raw = charset.utf8Of(key, text.slice(offset, offset + length))
        tree.put(parent, key, bytesOfLiteral(value, raw))
      },
      onError() {
        throw broken()
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  )
  return tree.root
}

const broken = (): BodyError => new BodyError(problem('bodyBroken', { detail: bodyDamage.json }))

function bytesOfLiteral(value: unknown, raw: string): string {
  if (typeof value === 'string') return bytesOfString(raw.slice(1, -1))
  if (typeof value === 'boolean') return value ? '1' : '0'
  return raw
}

/** Runs of escapes become UTF-8; every other byte stays. A run is taken whole, because a surrogate pair is two escapes. */
const bytesOfString = (raw: string): string =>
  raw.includes('\\')
    ? raw.replace(/(?:\\(?:u[\da-fA-F]{4}|["\\/bfnrt]))+/g, (run) =>
        Buffer.from(JSON.parse(`"${run}"`) as string, 'utf8').toString('latin1'),
      )
    : raw

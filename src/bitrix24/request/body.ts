import { bodyDamage } from '../texts/body-damage.ts'
import { type Problem, problem } from '../texts/problem.ts'
import { BodyError } from './body-error.ts'
import { Charset } from './charset.ts'
import type { Fields } from './fields.ts'
import { readForm } from './form-body.ts'
import { readJson } from './json-body.ts'

export type Body =
  /** `assumed`: texts were taken for windows-1251, and nothing in the request said that they are. */
  | { readonly ok: true; readonly fields: Fields; readonly assumed: boolean }
  | { readonly ok: false; readonly problem: Problem }

const bom = [0xef, 0xbb, 0xbf]
const whitespace = new Set([0x20, 0x09, 0x0a, 0x0d])

/**
 * The fields of a request. The notation is told by the first byte and not by the content type, which may be missing
 * or wrong: a form as PHP writes it never begins with `{` or `[`, JSON always does. The character set is told by it, as far as
 * the bytes agree. Never throws.
 */
export function readBody(bytes: Uint8Array, contentType?: string): Body {
  let start = bom.every((byte, at) => bytes[at] === byte) ? bom.length : 0
  while (whitespace.has(bytes[start] ?? 0)) start += 1
  const body = bytes.subarray(start)
  if (body.length === 0) return { ok: false, problem: problem('bodyEmpty', {}) }
  try {
    const json = body[0] === 0x7b || body[0] === 0x5b
    const charset = new Charset(contentType)
    const fields = json ? readJson(body, charset) : readForm(body, charset)
    return { ok: true, fields, assumed: charset.assumed }
  } catch (error) {
    if (error instanceof BodyError) return { ok: false, problem: error.problem }
    // jsonc-parser recurses; whatever else it may trip over is still only a body that cannot be read.
    return { ok: false, problem: problem('bodyBroken', { detail: bodyDamage.json }) }
  }
}

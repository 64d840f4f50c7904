import { bodyDamage } from '../texts/body-damage.ts'
import { problem } from '../texts/problem.ts'
import { BodyError } from './body-error.ts'
import type { Charset } from './charset.ts'
import { FieldTree } from './field-tree.ts'
import { type Fields, looseTextOf, maxKeys, maxNesting } from './fields.ts'

const ampersand = 0x26
const equals = 0x3d
const percent = 0x25
const plus = 0x2b
const space = 0x20

const hexDigit = (byte: number | undefined): number => {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/**
 * Reads application/x-www-form-urlencoded as PHP's http_build_query writes it: `items[0][name]=…`, brackets raw or
 * percent-encoded, spaces as `+`, any bytes. Not `qs`: it reads text instead of bytes, joins duplicate keys into
 * lists, and takes `]=` inside a value for the end of the key. Throws `BodyError`.
 */
export function readForm(body: Uint8Array, charset: Charset): Fields {
  const tree = new FieldTree()
  const containers = new Map<string, Fields>()
  const { text, pairs } = unescaped(body)
  for (const { key, value, end } of pairs) {
    const { parent, name } = placeOf(tree, containers, text.slice(key, value))
    tree.put(parent, name, charset.utf8Of(name, text.slice(value, end)))
  }
  return tree.root
}

/** Where a key and its value begin in the text, and where the value ends. */
interface Pair {
  readonly key: number
  readonly value: number
  readonly end: number
}

/** The body without escapes and separators, one character a byte. The tree refuses more pairs than the limit: no need to find them all. */
function unescaped(body: Uint8Array): { readonly text: string; readonly pairs: readonly Pair[] } {
  const decoded = Buffer.allocUnsafe(body.length)
  const pairs: Pair[] = []
  let end = 0
  let key = 0
  let value = -1

  const finish = (): void => {
    if (value >= 0) pairs.push({ key, value, end })
    else if (end > key) throw broken('keyWithoutValue')
    key = end
    value = -1
  }

  for (let at = 0; at < body.length && pairs.length <= maxKeys; at += 1) {
    const byte = body[at] as number
    if (byte === ampersand) finish()
    else if (byte === equals && value < 0) value = end
    else if (byte === percent) {
      const high = hexDigit(body[at + 1])
      const low = hexDigit(body[at + 2])
      if (high < 0 || low < 0) throw broken('escapeCutShort')
      decoded[end] = high * 16 + low
      end += 1
      at += 2
    } else {
      decoded[end] = byte === plus ? space : byte
      end += 1
    }
  }
  finish()
  return { text: decoded.toString('latin1', 0, end), pairs }
}

const broken = (damage: keyof typeof bodyDamage): BodyError =>
  new BodyError(problem('bodyBroken', { detail: bodyDamage[damage] }))

/** Where `a[b][c]` belongs. `containers` remembers maps by the text before the last segment: neighbours share it. */
function placeOf(
  tree: FieldTree,
  containers: Map<string, Fields>,
  key: string,
): { readonly parent: Fields; readonly name: string } {
  const tail = lastSegment(key)
  if (tail < 0) return { parent: tree.root, name: key }
  const prefix = key.slice(0, tail)
  let parent = containers.get(prefix)
  if (parent === undefined) {
    parent = openAll(tree, segmentsOf(prefix))
    if (!prefix.includes('[]')) containers.set(prefix, parent)
  }
  const name = key.slice(tail + 1, -1)
  return { parent, name: name === '' ? String(parent.size) : name }
}

/**
 * Where the last `[…]` of a well-formed key begins; -1 for a key without brackets, or with such as do not close (`a[b][c`): no key
 * of the contract looks like that, so that it is one unknown name like others.
 */
function lastSegment(key: string): number {
  const first = key.indexOf('[')
  if (first < 0 || !key.endsWith(']')) return -1
  const between = key.lastIndexOf('][')
  return between < first ? first : between + 1
}

function segmentsOf(prefix: string): string[] {
  const first = prefix.indexOf('[')
  if (first < 0) return [prefix]
  return [prefix.slice(0, first), ...prefix.slice(first + 1, -1).split('][')]
}

function openAll(tree: FieldTree, segments: readonly string[]): Fields {
  if (segments.length > maxNesting) throw new BodyError(problem('bodyNesting', { limit: maxNesting }))
  let at = tree.root
  for (const [depth, segment] of segments.entries()) {
    const name = segment === '' && depth > 0 ? String(at.size) : segment
    const next = at.get(name)
    if (typeof next === 'string') throw new BodyError(problem('duplicateKey', { name: looseTextOf(name) }))
    at = next ?? tree.open(at, name, depth + 1)
  }
  return at
}

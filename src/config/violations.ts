import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import type { SettingProblem } from './config-error.ts'
import { nearest } from './nearest.ts'

/** The parts of a TypeBox schema that our settings use. `description` says in Russian what is wanted; `writeOnly` marks a secret. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly patternProperties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly minItems?: number
  /** Objects told apart by the constant of their `type`; anything else is checked as a whole. */
  readonly anyOf?: readonly Node[]
  readonly const?: unknown
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly writeOnly?: boolean
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/** What to write instead: the description and the example of the schema. */
function wanted({ description, examples }: Node): string {
  const example = examples?.[0] === undefined ? '' : `. Пример: ${JSON.stringify(examples[0])}`
  return `${description ?? 'другое значение'}${example}`
}

const wrong = (node: Node, path: string, value: unknown): SettingProblem => ({
  path: path === '' ? 'файл' : path,
  text: `${node.writeOnly === true ? 'не подходит' : `указано ${JSON.stringify(value)}`}; нужно: ${wanted(node)}`,
})

function unknownKey(path: string, key: string, known: readonly string[]): SettingProblem {
  const meant = nearest(key, known)
  const advice = meant === undefined ? `Здесь бывают: ${known.join(', ')}` : `Возможно, имелось в виду ${meant}`
  return { path: join(path, key), text: `такой настройки нет. ${advice}` }
}

function* objectViolations(node: Node, value: unknown, path: string): Generator<SettingProblem> {
  if (!isObject(value)) {
    yield wrong(node, path, value)
    return
  }
  const properties = node.properties ?? {}
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(properties, key)) yield unknownKey(path, key, Object.keys(properties))
  }
  for (const [key, property] of Object.entries(properties)) {
    if (Object.hasOwn(value, key)) yield* nodeViolations(property, value[key], join(path, key))
    else if (node.required?.includes(key) === true) {
      yield { path: join(path, key), text: `не задано; нужно: ${wanted(property)}` }
    }
  }
}

function* recordViolations(node: Node, value: unknown, path: string): Generator<SettingProblem> {
  if (!isObject(value)) {
    yield wrong(node, path, value)
    return
  }
  const [pattern, entry] = Object.entries(node.patternProperties ?? {})[0] ?? ['', {}]
  for (const [key, one] of Object.entries(value)) {
    if (new RegExp(pattern).test(key)) yield* nodeViolations(entry, one, join(path, key))
    else yield { path: join(path, key), text: `такой ключ не подходит; нужно: ${wanted(node)}` }
  }
}

function* arrayViolations(node: Node, value: unknown, path: string): Generator<SettingProblem> {
  if (!Array.isArray(value) || value.length < (node.minItems ?? 0)) {
    yield wrong(node, path, value)
    return
  }
  for (const [at, one] of value.entries()) yield* nodeViolations(node.items ?? {}, one, `${path}[${at}]`)
}

function* unionViolations(node: Node, value: unknown, path: string): Generator<SettingProblem> {
  const branches = node.anyOf ?? []
  const types = branches.map((branch) => branch.properties?.['type']?.const)
  const branch = isObject(value) ? branches[types.indexOf(value['type'])] : undefined
  if (branch !== undefined) yield* nodeViolations(branch, value, path)
  else if (!isObject(value)) yield wrong(node, path, value)
  else {
    const given = value['type'] === undefined ? 'не задано' : `указано ${JSON.stringify(value['type'])}`
    const choices = types.map((type) => JSON.stringify(type)).join(', ')
    yield { path: join(path, 'type'), text: `${given}; нужно одно из: ${choices}. Пример: ${JSON.stringify(types[0])}` }
  }
}

function* nodeViolations(node: Node, value: unknown, path: string): Generator<SettingProblem> {
  if (node.anyOf?.[0]?.properties !== undefined) yield* unionViolations(node, value, path)
  else if (node.properties !== undefined) yield* objectViolations(node, value, path)
  else if (node.patternProperties !== undefined) yield* recordViolations(node, value, path)
  else if (node.items !== undefined) yield* arrayViolations(node, value, path)
  else if (!Check(node as TSchema, value)) yield wrong(node, path, value)
}

/**
 * Everything by which `value` departs from `schema`, in the order of the schema, worded for a shop's administrator.
 * TypeBox's own list stops at eight errors, speaks of schemas and reports every branch of a union.
 */
export const violations = (schema: TSchema, value: unknown): SettingProblem[] => [
  ...nodeViolations(schema as Node, value, ''),
]

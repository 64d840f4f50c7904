import { problem } from '../texts/problem.ts'
import { BodyError } from './body-error.ts'
import { type Fields, looseTextOf, maxKeys, maxNesting } from './fields.ts'

/** Builds `Fields` within the limits of a body, for readers of any notation. Throws `BodyError`. */
export class FieldTree {
  readonly root: Fields = new Map()
  #values = 0
  #maps = 0

  /** A new map under `key`; `depth` is that of the new map, 1 directly below the root. */
  open(parent: Fields, key: string, depth: number): Fields {
    if (depth > maxNesting) throw new BodyError(problem('bodyNesting', { limit: maxNesting }))
    this.#maps += 1
    if (this.#maps > maxKeys) throw new BodyError(problem('bodyKeys', { limit: maxKeys }))
    const child: Fields = new Map()
    this.#add(parent, key, child)
    return child
  }

  put(parent: Fields, key: string, bytes: string): void {
    this.#values += 1
    if (this.#values > maxKeys) throw new BodyError(problem('bodyKeys', { limit: maxKeys }))
    this.#add(parent, key, bytes)
  }

  #add(parent: Fields, key: string, value: string | Fields): void {
    if (parent.has(key)) throw new BodyError(problem('duplicateKey', { name: looseTextOf(key) }))
    parent.set(key, value)
  }
}

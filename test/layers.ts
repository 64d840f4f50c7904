import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** Source texts by path: `src/lane/lane.ts`. */
export type Sources = ReadonlyMap<string, string>

/** Where a file lives: its folder, or itself when it lies directly in one of the two roots. */
export const roomOf = (path: string): string => (path.split('/').length === 2 ? path : dirname(path))

/** Every module that a text names, whether for values, types, at run time or to pass on. */
function modulesNamed(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  const named: string[] = []
  const note = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) named.push(node.text)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) note(node.moduleSpecifier)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) note(node.arguments[0])
    ts.forEachChild(node, visit)
  }
  visit(source)
  return named
}

/** The project's own files that each file imports. */
export function importsOf(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const own = (path: string, module: string): string[] =>
    module.startsWith('.') ? [normalize(join(dirname(path), module))] : []
  return new Map(
    [...sources].map(([path, text]) => [path, modulesNamed(path, text).flatMap((module) => own(path, module))]),
  )
}

/** A circle of files, each importing the next; undefined when there is none. */
export function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>()
  const trail: string[] = []
  const follow = (path: string): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return undefined
    trail.push(path)
    for (const next of imports.get(path) ?? []) {
      const circle = follow(next)
      if (circle !== undefined) return circle
    }
    trail.pop()
    done.add(path)
    return undefined
  }
  for (const path of imports.keys()) {
    const circle = follow(path)
    if (circle !== undefined) return circle
  }
  return undefined
}

/**
 * What is wrong with the house, a line each: an import that goes up, a room that the floors do not name, a floor without a file, a
 * circle of files. A circle of rooms has an import that goes up.
 */
export function houseFaults(sources: Sources, floors: readonly string[]): string[] {
  const imports = importsOf(sources)
  const floorOf = new Map(floors.map((room, floor) => [room, floor]))
  const rooms = new Set([...sources.keys()].map(roomOf))
  const faults = [...rooms].filter((room) => !floorOf.has(room)).map((room) => `${room} is on no floor`)
  faults.push(...floors.filter((room) => !rooms.has(room)).map((room) => `the floor ${room} is empty`))
  for (const [path, targets] of imports) {
    for (const target of targets) {
      const [from, to] = [floorOf.get(roomOf(path)), floorOf.get(roomOf(target))]
      if (from !== undefined && to !== undefined && to > from)
        faults.push(`${path} imports ${target}, which is above it`)
    }
  }
  const circle = circleIn(imports)
  if (circle !== undefined) faults.push(`files in a circle: ${circle.join(' -> ')}`)
  return faults
}

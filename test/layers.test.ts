import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { floors } from './floors.ts'
import { houseFaults, type Sources } from './layers.ts'

async function sourcesOfTheHouse(): Promise<Sources> {
  const sources = new Map<string, string>()
  for (const root of ['drivers', 'src']) {
    for (const name of await readdir(root, { recursive: true })) {
      const path = join(root, name)
      if (/\.tsx?$/.test(name)) sources.set(path, await readFile(path, 'utf8'))
    }
  }
  return sources
}

t.test('every import goes down, and no files form a circle', async (t) => {
  const sources = await sourcesOfTheHouse()
  t.ok(sources.size > 300)
  t.strictSame(houseFaults(sources, floors), [])
})

t.test('an import that goes up is found, however it is written', async (t) => {
  const house = await sourcesOfTheHouse()
  for (const planted of [
    "import { Lane } from '../lane/lane.ts'",
    "import type { Lane } from '../lane/lane.ts'",
    "import '../lane/lane.ts'",
    "export { Lane } from '../lane/lane.ts'",
    "export * from '../lane/lane.ts'",
    "export const lane = () => import('../lane/lane.ts')",
    "export type Lane = import('../lane/lane.ts').Lane",
  ]) {
    for (const path of ['src/store/planted.ts', 'src/store/planted.tsx']) {
      const faults = houseFaults(new Map([...house, [path, planted]]), floors)
      t.strictSame(faults, [`${path} imports src/lane/lane.ts, which is above it`], planted)
    }
  }
})

t.test('what drivers import of src is found', async (t) => {
  const planted = "import type { ReceiptRecord } from '../src/record/record.ts'"
  const faults = houseFaults(new Map([...(await sourcesOfTheHouse()), ['drivers/log.ts', planted]]), floors)
  t.strictSame(faults, ['drivers/log.ts imports src/record/record.ts, which is above it'])
})

t.test('a circle of files in one room is found, types included', (t) => {
  const sources = new Map([
    ['src/a/one.ts', "import { two } from './two.ts'"],
    ['src/a/two.ts', "import type { Three } from './three.ts'"],
    ['src/a/three.ts', "export type Three = import('./one.ts').One"],
  ])
  t.strictSame(houseFaults(sources, ['src/a']), [
    'files in a circle: src/a/one.ts -> src/a/two.ts -> src/a/three.ts -> src/a/one.ts',
  ])
  t.end()
})

t.test('a circle of rooms is found', (t) => {
  const sources = new Map([
    ['src/a/one.ts', "import { two } from '../b/two.ts'"],
    ['src/b/two.ts', "export const two = 'two'"],
    ['src/b/three.ts', "import { four } from '../a/four.ts'"],
    ['src/a/four.ts', "export const four = 'four'"],
  ])
  for (const order of [
    ['src/a', 'src/b'],
    ['src/b', 'src/a'],
  ]) {
    t.equal(houseFaults(sources, order).length, 1)
  }
  t.end()
})

t.test('a room that the floors do not name is found, and a floor without a room', (t) => {
  const sources = new Map([
    ['src/new-room/one.ts', ''],
    ['src/loose.ts', ''],
  ])
  t.strictSame(houseFaults(sources, ['src/old-room']), [
    'src/new-room is on no floor',
    'src/loose.ts is on no floor',
    'the floor src/old-room is empty',
  ])
  t.end()
})

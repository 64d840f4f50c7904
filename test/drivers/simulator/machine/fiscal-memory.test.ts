import fc from 'fast-check'
import t from 'tap'
import type { Tags } from '../../../../drivers/ffd/tags.ts'
import { fiscalMemoryFile, openFiscalMemory } from '../../../../drivers/simulator/machine/fiscal-memory.ts'
import { DamagedRecords, readRecords } from '../../../../drivers/simulator/machine/record-file.ts'
import { diskError, MemoryDisk } from '../../../memory-disk.ts'

const folder = '/kkt'
const path = `${folder}/${fiscalMemoryFile}`
const tagsOf = (number: number): Tags => [
  { tag: 1040, value: number },
  { tag: 1048, value: 'ООО "Ромашка"' },
]

async function filled(disk: MemoryDisk, count: number) {
  const { memory } = await openFiscalMemory(disk.mount(), folder)
  for (let number = memory.last + 1; number <= count; number++) await memory.append(3, tagsOf(number))
  return memory
}

t.test('documents survive a power cut as soon as append resolved', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 3)
  disk.lose()
  const { memory, cut } = await openFiscalMemory(disk.mount(), folder)
  t.equal(memory.last, 3)
  t.equal(cut, 0)
  t.same(memory.get(2)?.tags, tagsOf(2))
  t.equal(memory.get(4), undefined)
  t.equal(memory.get(0), undefined)
})

t.test('a document cut off anywhere is gone, the ones before it stay, and the next takes its number', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 2)
  const two = (await disk.mount().readFile(path)).length
  await filled(disk, 3)
  const whole = await disk.mount().readFile(path)
  for (let length = two + 1; length < whole.length; length++) {
    const torn = new MemoryDisk()
    await torn.mount().makeFolder(folder)
    await torn.mount().writeFile(path, whole.subarray(0, length), true)
    await torn.mount().syncFolder(folder)
    const { memory, cut } = await openFiscalMemory(torn.mount(), folder)
    t.equal(memory.last, 2)
    t.equal(cut, length - two)
    await memory.append(5, tagsOf(3))
    torn.lose()
    const again = await openFiscalMemory(torn.mount(), folder)
    t.equal(again.memory.last, 3)
    t.equal(again.memory.get(3)?.code, 5)
    t.equal(again.cut, 0)
  }
})

t.test('a file cut before its first document is a new one', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 1)
  const whole = await disk.mount().readFile(path)
  for (const length of [0, 1, 7, 8, 9, 20]) {
    const torn = new MemoryDisk()
    await torn.mount().makeFolder(folder)
    await torn.mount().writeFile(path, whole.subarray(0, length), true)
    const { memory } = await openFiscalMemory(torn.mount(), folder)
    t.equal(memory.last, 0, `${length} bytes`)
    await memory.append(1, tagsOf(1))
    t.equal((await openFiscalMemory(torn.mount(), folder)).memory.last, 1)
  }
})

t.test('damage that sound documents follow is never cut', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 3)
  const bytes = Uint8Array.from(await disk.mount().readFile(path))
  bytes[20] = (bytes[20] ?? 0) ^ 1
  t.throws(() => readRecords(bytes), DamagedRecords)
  t.throws(() => readRecords(Buffer.from('something else entirely')), DamagedRecords)
})

t.test('a flipped bit never changes a document: it is missing, or the file is refused', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 3)
  const whole = await disk.mount().readFile(path)
  const sound = readRecords(whole).records.map((record) => Buffer.from(record).toString('hex'))
  fc.assert(
    fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
      const bytes = Uint8Array.from(whole)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      try {
        const { records } = readRecords(bytes)
        return records.length < 3 && records.every((record, at) => Buffer.from(record).toString('hex') === sound[at])
      } catch (error) {
        return error instanceof DamagedRecords
      }
    }),
  )
  t.pass('1 bit')
})

t.test('a full disk refuses the document, and the next one goes in cleanly', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 2)
  let full = false
  let calls = 0
  const files = disk.mount((operation) => {
    // The second call of an append comes after its bytes were written and before they were synced.
    if (full && operation === 'append' && ++calls === 2) throw diskError('ENOSPC')
  })
  const { memory } = await openFiscalMemory(files, folder)
  full = true
  await t.rejects(memory.append(3, tagsOf(3)), { code: 'ENOSPC' })
  t.equal(memory.last, 2)
  await memory.append(5, tagsOf(3))
  const again = (await openFiscalMemory(disk.mount(), folder)).memory
  t.equal(again.last, 3)
  t.equal(again.get(3)?.code, 5)
})

t.test('records that a killed process left unsynced are synced before they are shown', async (t) => {
  const disk = new MemoryDisk()
  await filled(disk, 1)
  const bytes = await disk.mount().readFile(path)
  const other = new MemoryDisk()
  await filled(other, 2)
  const more = (await other.mount().readFile(path)).subarray(bytes.length)
  await disk.mount().append(path, more)
  t.equal((await openFiscalMemory(disk.mount(), folder)).memory.last, 2)
  disk.lose()
  t.equal((await openFiscalMemory(disk.mount(), folder)).memory.last, 2)
})

t.test('a new memory may begin after documents that it does not hold', async (t) => {
  const disk = new MemoryDisk()
  const { memory } = await openFiscalMemory(disk.mount(), folder, 40)
  t.equal(memory.last, 40)
  await memory.append(1, tagsOf(41))
  const again = (await openFiscalMemory(disk.mount(), folder)).memory
  t.equal(again.last, 41)
  t.equal(again.get(41)?.code, 1)
  t.equal(again.get(40), undefined)
})

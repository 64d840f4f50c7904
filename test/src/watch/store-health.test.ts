import t from 'tap'
import { StoreHealth } from '../../../src/watch/store-health.ts'
import { diskError, MemoryDisk } from '../../memory-disk.ts'

t.test('a disk that takes no data has failed, whatever else it still does', async (t) => {
  let full = true
  const health = new StoreHealth(
    new MemoryDisk().mount((operation) => {
      if (full && operation === 'write') throw diskError('ENOSPC')
    }),
    '/data',
  )
  await health.files.makeFolder('/data')
  await t.rejects(health.files.writeFile('/data/a', 'x', true), { code: 'ENOSPC' })
  // The withdrawal of what could not be stored.
  await health.files.remove('/data/a')
  await health.files.syncFolder('/data')
  t.equal(health.failure, 'ENOSPC')
  await health.probe()
  t.equal(health.failure, 'ENOSPC')
  full = false
  await health.probe()
  t.equal(health.failure, undefined)
})

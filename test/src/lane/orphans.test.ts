import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale, restored } from './restored-shop.ts'

t.test('a document with the mark of a refused receipt: its next attempt is settled by it', async (t) => {
  const shop = await VirtualShop.open()
  const uuid = await shop.print('check|p|1', 'tea')
  await shop.until(uuid, 'registered')
  const documents = shop.receipts()
  await shop.stop()
  const path = `/data/open/${uuid}.json`
  const state = { name: 'refused', code: 'CANCELLED', text: '' }
  const record = JSON.parse(shop.disk.dump().get(path) ?? '') as object
  await shop.disk.mount().writeFile(path, JSON.stringify({ ...record, state, told: 'error' }), true)
  await shop.boot()
  // Another sale makes the lane look at the document, and leave it behind.
  await registeredSale(shop, 'check|p|2', 'coffee')
  t.equal(await shop.print('check|p|1', 'tea'), uuid)
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark', document: { number: documents[0] } })
  t.equal(shop.receipts().length, 2)
  await shop.stop()
})

t.test('two documents with the mark of one lost record: a person decides', async (t) => {
  let lost = ''
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => {
      lost = await registeredSale(shop, 'check|p|2', 'coffee')
      const [, document] = shop.register.documents().filter(({ code }) => code === 3)
      const own = new Set([1040, 1041, 1012, 1077])
      const copied = document?.tags.filter(({ tag }) => !own.has(tag)) ?? []
      await shop.clock.run(shop.register.control.registerForeign(3, copied))
    },
  )
  await registeredSale(shop, 'check|p|3', 'cake')
  await shop.print('check|p|2', 'coffee')
  t.match((await shop.until(lost, 'unresolved')).state, { why: 'several-documents' })
  t.equal(shop.receipts().length, 4)
  await shop.stop()
})

const stands = async (shop: VirtualShop): Promise<boolean> => {
  const { alarms } = (await shop.admin('/api/status')).body as { alarms: { name: string }[] }
  return alarms.some(({ name }) => name === 'document-unreadable')
}

/** A backup in which a sale still waits that the fiscal memory has already; the sale. */
async function waitingInTheBackup(
  fault: string | undefined,
  edit: (text: string) => string = (text) => text,
): Promise<{ shop: VirtualShop; waiting: string }> {
  let waiting = ''
  const shop = await restored(
    async (shop) => {
      await registeredSale(shop, 'check|p|1', 'tea')
      shop.register.control.cable('out')
      waiting = await shop.print('check|p|2', 'coffee')
      await shop.clock.advance(1_000)
      const path = `/data/open/${waiting}.json`
      await shop.disk.mount().writeFile(path, edit(shop.disk.dump().get(path) ?? ''), true)
    },
    async (shop) => {
      shop.register.control.cable('in')
      await shop.until(waiting, 'registered')
      if (fault !== undefined) shop.register.control.addFault(fault)
    },
  )
  return { shop, waiting }
}

t.test(
  'a document that cannot be read: a receipt that may be it is not printed, and the lane does not stop for ever',
  async (t) => {
    const { shop, waiting } = await waitingInTheBackup('error@A445:9Bx*')
    const documents = shop.receipts()
    t.match((await shop.until(waiting, 'unresolved')).state, { why: 'document-unreadable' })
    t.ok(await stands(shop))
    t.strictSame(shop.receipts(), documents)
    shop.register.control.clearFaults()
    await shop.decide(waiting, { kind: 'document', number: documents[1] ?? 0 })
    await registeredSale(shop, 'check|p|3', 'cake')
    t.equal(shop.receipts().length, 3)
    t.notOk(await stands(shop), 'it was read in the end')
    await shop.stop()
  },
)

t.test('a memory whose documents were never looked at and that refuses them has not forgotten them', async (t) => {
  let waiting = ''
  const shop = await restored(
    async (shop) => {
      await registeredSale(shop, 'check|p|1', 'tea')
      shop.register.control.cable('out')
      waiting = await shop.print('check|p|2', 'coffee')
      await shop.clock.advance(1_000)
      await shop.disk.mount().remove('/data/claims.json')
    },
    async (shop) => {
      shop.register.control.cable('in')
      await shop.until(waiting, 'registered')
      shop.register.control.addFault('error@A445:D3x*')
    },
  )
  const documents = shop.receipts()
  t.match((await shop.until(waiting, 'unresolved')).state, { why: 'document-unreadable' })
  t.ok(await stands(shop))
  t.strictSame(shop.receipts(), documents, 'not printed again')
  shop.register.control.clearFaults()
  await shop.decide(waiting, { kind: 'document', number: documents[1] ?? 0 })
  await registeredSale(shop, 'check|p|3', 'cake')
  t.notOk(await stands(shop), 'they were read in the end')
  await shop.stop()
})

t.test(
  'a document that cannot be read, met by an older store: what is accepted later needs a yes until it is read',
  async (t) => {
    // The shift's report, which comes first.
    const { shop, waiting } = await waitingInTheBackup('error@A445:9Bx3')
    await shop.until(waiting, 'registered')
    t.ok(await stands(shop))
    shop.register.control.addFault('error@A445:9Bx3')
    const later = await shop.print('check|p|3', 'cake')
    t.match((await shop.until(later, 'held')).state, { because: { kind: 'restored' } })
    shop.register.control.addFault('error@A445:9Bx3')
    await shop.decide(later, { kind: 'print' })
    await shop.until(later, 'registered')
    t.ok(await stands(shop))
    await registeredSale(shop, 'check|p|4', 'bread')
    t.notOk(await stands(shop))
    t.equal(shop.receipts().length, 4)
    await shop.stop()
  },
)

t.test('a register that is busy for a while stops nothing for good', async (t) => {
  const { shop, waiting } = await waitingInTheBackup('error@A445:76x*')
  const documents = shop.receipts()
  await shop.clock.advance(60_000)
  t.equal((await shop.record(waiting)).state.name, 'accepted')
  t.equal(shop.bridge.roster.registers[0]?.lane.seen.trouble?.code, 'BUSY')
  shop.register.control.clearFaults()
  await shop.until(waiting, 'registered')
  t.notOk(await stands(shop))
  t.strictSame(shop.receipts(), documents)
  await shop.stop()
})

t.test('a document that a receipt has already is not asked for again', async (t) => {
  const shop = await VirtualShop.open()
  const { control } = shop.register
  const reads = (): unknown =>
    (shop.register.state() as { faults: { happened: Record<string, number> } }).faults.happened['slow']
  control.addFault('slow@A445:+1x*')
  await registeredSale(shop, 'check|p|1', 'tea')
  t.equal(reads(), 1, 'its own')
  await registeredSale(shop, 'check|p|2', 'coffee')
  t.equal(reads(), 3, 'the report of the shift, and its own')
  await registeredSale(shop, 'check|p|3', 'cake')
  t.equal(reads(), 4)
  await shop.stop()
})

t.test('the report of the shift that was opened for a receipt cannot be that receipt', async (t) => {
  const shop = await VirtualShop.open()
  shop.register.control.addFault('error@A445:9B')
  const uuid = await registeredSale(shop, 'check|p|1', 'tea')
  t.match(await shop.check(uuid), { STATUS: 'DONE' })
  await shop.stop()
})

import t from 'tap'
import { markOf } from '../../../src/record/identity.ts'
import { foreignReceipt } from '../../foreign-receipt.ts'
import { VirtualShop } from '../../virtual-shop.ts'
import { registeredSale, restored } from './restored-shop.ts'

const marker = '/data/restored.json'

/** What the restore command leaves; a copied disk image has nothing. */
const mark = (shop: VirtualShop): Promise<void> => shop.disk.mount().writeFile(marker, '{"at":"2026"}', true)

/** A sale for which there is no paper, in trouble before its first byte or after it. */
async function waiting(shop: VirtualShop, check: string, sale: string): Promise<string> {
  shop.register.control.paper('out')
  const uuid = await shop.print(check, sale)
  await shop.clock.advance(20_000)
  return uuid
}

/** It is cancelled, Bitrix24 told so, and its goods sold by another check. */
async function soldAnew(shop: VirtualShop, uuid: string, sale: string): Promise<void> {
  await shop.decide(uuid, { kind: 'cancel' })
  if ((await shop.check(uuid))['STATUS'] !== 'ERROR') throw new Error('not refused')
  shop.register.control.paper('present')
  await registeredSale(shop, 'check|p|anew', sale)
}

t.test(
  'a disk image put back: what was refused since, and sold anew, is not printed; what comes later is',
  async (t) => {
    let uuid = ''
    const shop = await restored(
      async (shop) => {
        uuid = await waiting(shop, 'check|p|1', 'tea')
      },
      (shop) => soldAnew(shop, uuid, 'tea'),
    )
    t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'restored' } })
    t.equal(shop.receipts().length, 1)
    await registeredSale(shop, 'check|p|2', 'coffee')
    await shop.clock.advance(1_000)
    const { alarms } = (await shop.admin('/api/status')).body as { alarms: { name: string; subject: string }[] }
    t.ok(alarms.some(({ name, subject }) => name === 'restored' && subject === uuid))
    t.match((await shop.decide(uuid, { kind: 'cancel' })).body, { state: { name: 'refused' } })
    t.equal(shop.receipts().length, 2)
    await shop.stop()
  },
)

t.test(
  'a restored backup: what waited in it is held whatever the register shows, until a person says yes',
  async (t) => {
    const shop = await VirtualShop.open()
    shop.register.control.cable('out')
    const uuid = await shop.print('check|p|1', 'tea')
    await shop.stop()
    await mark(shop)
    await shop.boot()
    // The next start finds this one as well, and it is none of those that were restored.
    const later = await shop.print('check|p|2', 'coffee')
    await shop.stop()
    await shop.boot()
    shop.register.control.cable('in')
    t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'restored' } })
    await shop.until(later, 'registered')
    await shop.clock.advance(70_000)
    t.equal(shop.disk.content(marker), undefined, 'nobody else is meant, and the memory was read')

    shop.register.control.paper('out')
    t.match((await shop.decide(uuid, { kind: 'print' })).body, { state: { name: 'accepted' } })
    await shop.stop()
    await shop.boot()
    shop.register.control.paper('present')
    await shop.until(uuid, 'registered')
    t.equal(shop.receipts().length, 2)
    await shop.stop()
  },
)

t.test('a restored backup: what was printed since is its document, nobody is asked', async (t) => {
  let uuid = ''
  const shop = await VirtualShop.open()
  uuid = await waiting(shop, 'check|p|1', 'tea')
  const backup = await shop.disk.copy()
  shop.register.control.paper('present')
  await shop.until(uuid, 'registered')
  await shop.stop()
  shop.disk = backup
  await mark(shop)
  await shop.boot()
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark' })
  t.equal(shop.receipts().length, 1)
  await shop.clock.advance(70_000)
  t.equal(shop.disk.content(marker), undefined)
  await shop.stop()
})

t.test('a receipt that was being printed in the backup is held once it turns out not to be registered', async (t) => {
  const shop = await VirtualShop.open()
  await registeredSale(shop, 'check|p|0', 'water')
  shop.register.control.addFault('power-cut@4A:before-commit')
  const uuid = await shop.print('check|p|1', 'tea')
  await shop.until(uuid, 'printing')
  const backup = await shop.disk.copy()
  shop.register.control.paper('out')
  await shop.until(uuid, 'accepted')
  await soldAnew(shop, uuid, 'tea')
  const documents = shop.receipts()
  await shop.stop()
  shop.disk = backup
  await mark(shop)
  await shop.boot()
  t.equal((await shop.record(uuid)).state.name, 'printing')
  t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'restored' }, tried: {} })
  t.strictSame(shop.receipts(), documents)
  await shop.stop()
})

t.test('an older store that missed nothing prints what waits in it', async (t) => {
  let uuid = ''
  const shop = await restored(
    async (shop) => {
      uuid = await waiting(shop, 'check|p|1', 'tea')
    },
    async () => undefined,
  )
  shop.register.control.paper('present')
  t.notOk((await shop.until(uuid, 'registered')).history.some(({ state }) => state === 'held'))
  t.equal(shop.receipts().length, 1)
  await shop.stop()
})

/** Another bridge prints a receipt on the same register. */
const otherBridge = (shop: VirtualShop, mark: string) =>
  shop.clock.run(shop.register.control.registerForeign(3, [...foreignReceipt(100n), { tag: 1192, value: mark }]))

t.test('another bridge on the register: a start asks once, and nobody while both are at work', async (t) => {
  const shop = await VirtualShop.open()
  await registeredSale(shop, 'check|p|1', 'tea')
  shop.register.control.cable('out')
  const uuid = await shop.print('check|p|2', 'coffee')
  await shop.stop()
  await otherBridge(shop, markOf('0'.repeat(26)))
  shop.register.control.cable('in')
  await shop.boot()
  await shop.until(uuid, 'held')
  await shop.decide(uuid, { kind: 'print' })
  await otherBridge(shop, markOf('1'.repeat(26)))
  await shop.until(uuid, 'registered')
  for (const number of [2, 3]) {
    await otherBridge(shop, markOf(`${number}`.repeat(26)))
    const sold = await registeredSale(shop, `check|p|1${number}`, `bread ${number}`)
    t.notOk((await shop.record(sold)).history.some(({ state }) => state === 'held'))
  }
  await shop.stop()
})

t.test(
  'a receipt that was tried in the backup, and its document cannot be read: it is not printed again',
  async (t) => {
    let uuid = ''
    const shop = await restored(
      async (shop) => {
        await registeredSale(shop, 'check|p|1', 'tea')
        uuid = await waiting(shop, 'check|p|2', 'coffee')
        t.match((await shop.record(uuid)).state, { name: 'accepted', tried: { attempts: 1 } })
      },
      async (shop) => {
        shop.register.control.paper('present')
        await shop.until(uuid, 'registered')
        shop.register.control.addFault('error@A445:9Bx*')
      },
    )
    t.match((await shop.until(uuid, 'unresolved')).state, { why: 'document-unreadable' })
    t.equal(shop.receipts().length, 2)
    await shop.stop()
  },
)

t.test('a lost receipt whose document cannot be read comes again: nobody but a person prints it', async (t) => {
  let uuid = ''
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => {
      uuid = await shop.print('check|p|2', 'coffee')
      await shop.until(uuid, 'registered')
      shop.register.control.addFault('error@A445:9Bx*')
    },
  )
  const third = await shop.print('check|p|3', 'cake')
  await shop.until(third, 'unresolved')
  await shop.decide(third, { kind: 'not-printed', word: 'attested' })
  t.equal(await shop.print('check|p|2', 'coffee'), uuid)
  t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'restored' } })
  t.equal(shop.receipts().length, 2)
  t.equal((await shop.decide(uuid, { kind: 'cancel' })).status, 409, 'it may be there')
  shop.register.control.clearFaults()
  // The next look reads it.
  await registeredSale(shop, 'check|p|4', 'bread')
  t.match((await shop.record(uuid)).state, { name: 'registered', proof: 'mark' })
  t.equal(shop.receipts().length, 3)
  await shop.stop()
})

import t from 'tap'
import { VirtualShop } from '../../virtual-shop.ts'
import { Stage } from '../stage.ts'

/** The shop after its disk was restored from a backup made before `after` happened. */
async function restored(before: (shop: VirtualShop) => Promise<void>, after: (shop: VirtualShop) => Promise<void>) {
  const shop = await VirtualShop.open()
  await before(shop)
  const backup = await shop.disk.copy()
  await after(shop)
  await shop.stop()
  shop.disk = backup
  await shop.boot()
  return shop
}

const registeredSale = async (shop: VirtualShop, check: string, sale: string): Promise<string> => {
  const uuid = await shop.print(check, sale)
  await shop.until(uuid, 'registered')
  await shop.check(uuid)
  return uuid
}

t.test('a restored backup: what was printed since is claimed by its mark, not printed again', async (t) => {
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => void (await registeredSale(shop, 'check|p|2', 'coffee')),
  )
  const documents = shop.receipts()
  const uuid = await shop.print('check|p|2', 'coffee')
  const record = await shop.until(uuid, 'registered')
  t.match(record.state, { proof: 'mark', document: { number: documents[1] } })
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: documents[1] })
  t.strictSame(shop.receipts(), documents)
  await shop.stop()
})

t.test('a restored backup with the receipt still waiting in it', async (t) => {
  const shop = await restored(
    async (shop) => {
      shop.register.control.paper('out')
      await registeredSale(shop, 'check|p|0', 'water').catch(() => undefined)
    },
    async (shop) => {
      shop.register.control.paper('present')
      await shop.clock.advance(60_000)
    },
  )
  const documents = shop.receipts()
  t.equal(documents.length, 1)
  await shop.clock.advance(120_000)
  t.strictSame(shop.receipts(), documents)
  await shop.stop()
})

t.test('a document whose record is lost for good: kept as ours, told, and never printed again', async (t) => {
  const shop = await restored(
    async (shop) => void (await registeredSale(shop, 'check|p|1', 'tea')),
    async (shop) => void (await registeredSale(shop, 'check|p|2', 'coffee')),
  )
  const documents = shop.receipts()
  // Another sale makes the lane look at the fiscal memory before Bitrix24 asks for the lost one again.
  await registeredSale(shop, 'check|p|3', 'cake')
  const { body } = await shop.admin('/api/status')
  t.match(body, { alarms: [{ name: 'unclaimed-document', subject: `9999078900001234/${documents[1]}` }] })
  const audit = await shop.admin('/api/audit')
  t.match(audit.body, { clean: false, registers: [{ findings: [{ kind: 'unclaimed', number: documents[1] }] }] })
  const uuid = await shop.print('check|p|2', 'coffee')
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark', document: { number: documents[1] } })
  t.equal(shop.receipts().length, 3)
  t.match((await shop.admin('/api/audit')).body, { clean: true })
  await shop.stop()
})

t.test('an unreadable record leaves a tombstone that answers WAIT and is settled by its own document', async (t) => {
  const shop = await VirtualShop.open()
  const uuid = await shop.print('check|p|1', 'tea')
  await shop.until(uuid, 'registered')
  const documents = shop.receipts()
  await shop.stop()
  await shop.disk.mount().writeFile(`/data/open/${uuid}.json`, '{"format":1,"rev', true)
  await shop.boot()
  t.strictSame(await shop.check(uuid), { STATUS: 'WAIT' })
  t.match((await shop.record(uuid)).state, { name: 'unresolved', why: 'record-unreadable' })
  t.equal(await shop.print('check|p|1', 'tea'), uuid, 'the same check is not printed again')
  t.ok([...shop.disk.dump().keys()].some((path) => path.startsWith(`/data/open/${uuid}.json.corrupt-`)))
  t.match((await shop.until(uuid, 'registered')).state, { proof: 'mark', document: { number: documents[0] } })
  t.match(await shop.check(uuid), { STATUS: 'DONE', FISCAL_DOC_NUMBER: documents[0] })
  t.strictSame(shop.receipts(), documents)
  await shop.stop()
})

t.test('a receipt that waited a day needs a yes', async (t) => {
  const shop = await VirtualShop.open()
  shop.register.control.paper('out')
  const uuid = await shop.print('check|p|1')
  await shop.clock.advance(1_000)
  shop.clock.suspend(25 * 3_600_000)
  shop.register.control.paper('present')
  t.match((await shop.until(uuid, 'held')).state, { because: { kind: 'overdue' } })
  await shop.decide(uuid, { kind: 'print' })
  await shop.until(uuid, 'registered')
  await shop.stop()
})

t.test(
  'a long past is read in portions: the lane comes round, others get their turn, a restart goes on where it was',
  async (t) => {
    const stage = await Stage.open({ simulator: { baud: 19_200 } })
    t.teardown(() => stage.stop())
    const past = 200
    for (let count = 0; count < past; count += 1) await stage.register.control.registerForeign(31, [])
    await stage.restart()
    const { UUID } = await stage.print()
    const lane = () => stage.bridge.roster.registers[0]?.lane
    const seen: number[] = []
    let [longestMs, lives] = [0, 1]
    for (
      let seconds = 0;
      seconds < 600 &&
      !stage
        .documents()
        .slice(past + 1)
        .includes(3);
      seconds += 5
    ) {
      await stage.clock.advance(5_000)
      longestMs = Math.max(longestMs, stage.clock.monotonic() - (lane()?.progressAt ?? 0))
      const { alarms } = (await stage.admin('/api/alarms')).json() as { alarms: { name: string; detail: string }[] }
      const reading = alarms.find(({ name }) => name === 'memory-reading')?.detail
      seen.push(Number(/: (\d+) из/.exec(reading ?? '')?.[1] ?? 0))
      if (seconds % 50 === 45) {
        await stage.restart()
        lives += 1
      }
    }
    t.equal((await stage.check(String(UUID)))['STATUS'], 'DONE')
    t.ok(lives > 2, `${lives} lives`)
    t.ok(longestMs < 60_000, `${longestMs} ms`)
    t.ok(Math.max(...seen) > 0, 'it was shown')
  },
)

import t from 'tap'
import { commandOf } from '../../../drivers/atol/commands/table.ts'
import { type AtolConnection, type DiscoveryOptions, probe } from '../../../drivers/atol/discovery.ts'
import { V3Decoder } from '../../../drivers/atol/frame/v3.ts'
import { hex } from '../../../drivers/bytes.ts'
import { silentLog } from '../../../drivers/log.ts'
import type { Target } from '../../../drivers/transport/connect.ts'
import { type Link, LinkLost } from '../../../drivers/transport/link.ts'
import { memoryLink } from '../../../drivers/transport/memory.ts'
import { openShop, type Shop } from './shop.ts'

const port = { type: 'serial', path: 'port' } as const
const connections: readonly [AtolConnection, ...AtolConnection[]] = [
  { ...port, baudRate: 115_200, protocol: 'v3' },
  { ...port, baudRate: 115_200, protocol: 'v2' },
  { ...port, baudRate: 9600, protocol: 'v3' },
]

const look = (shop: Shop, connect: DiscoveryOptions['connect']) =>
  shop.run(probe(connections, { connect, clock: shop.clock, log: silentLog, zone: '+03:00' }))

/** What the host's packets hold beside the reading of something, and its acknowledgement. */
function harm(sent: Uint8Array): string[] {
  const messages = new V3Decoder().push(sent).filter((event) => event.kind === 'frame')
  const harmful: string[] = []
  for (const { data } of messages) {
    const [code] = data
    if (code === 0xc2 || code === 0xc3) continue
    const command = commandOf(data.subarray(5))
    if (code !== 0xc1 || command?.effect !== 'read') harmful.push(hex(data))
  }
  return messages.length > 10 ? harmful : ['nothing was sent']
}

for (const protocol of ['v3', 'v2'] as const) {
  t.test(`finds a ${protocol} register, and sends nothing but reads`, async (t) => {
    const shop = await openShop({ protocol })
    const before = JSON.stringify(shop.simulator.state())
    const sent: number[] = []
    const connect = async (): Promise<Link> => {
      const link = shop.simulator.connect()
      return {
        ...link,
        send: (bytes) => {
          sent.push(...bytes)
          link.send(bytes)
        },
      }
    }
    const found = await look(shop, connect)
    t.match(found, { kind: 'register', connection: { protocol, baudRate: 115_200 } })
    t.match(found, { identity: { serial: '00106100000042' } })
    t.match(found, { status: { shift: { state: 'closed' }, ofd: { unsent: 0 } } })
    if (protocol === 'v3') t.same(harm(Uint8Array.from(sent)), [])
    t.same({ ...JSON.parse(before), connected: 0 }, { ...shop.simulator.state(), connected: 0 }, 'nothing has changed')
    await shop.close()
  })
}

t.test('a silent port, a busy one', async (t) => {
  const shop = await openShop()
  const asked: Target[] = []
  const silent = async (target: Target): Promise<Link> => {
    asked.push(target)
    return memoryLink({ clock: shop.clock })[0]
  }
  t.match(await look(shop, silent), { kind: 'silent', place: 'port' })
  t.same(asked, connections, 'by every connection')
  const busy = async (): Promise<Link> => {
    throw new LinkLost('port is held by another program', { kind: 'port-busy' })
  }
  t.match(await look(shop, busy), { kind: 'closed', place: 'port', reason: /held/ })
  await shop.close()
})

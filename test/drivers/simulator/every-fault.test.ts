/** Every fault of the catalogue, given as the command line gives it, really happens and names itself in the log. */
import t from 'tap'
import { AtolRegister } from '../../../drivers/atol/register.ts'
import { silentLog } from '../../../drivers/log.ts'
import { type FaultName, faultKinds, faultProtocols } from '../../../drivers/simulator/machine/faults.ts'
import { simulate } from '../../../drivers/simulator/simulate.ts'
import { LinkLost } from '../../../drivers/transport/link.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

async function open(protocol: 'v3' | 'v2', fault: string) {
  const clock = new VirtualClock()
  const logged: unknown[] = []
  const log = { ...silentLog, info: (fields: object) => logged.push(fields) }
  const files = new MemoryDisk().mount()
  const simulation = await simulate({
    folder: '/kkt',
    files,
    clock,
    log,
    zone: '+03:00',
    protocol,
    tcp: 0,
    fault: [fault],
  })
  return { clock, logged, simulation }
}

const names = Object.keys(faultKinds) as FaultName[]

for (const protocol of ['v3', 'v2'] as const) {
  for (const name of names) {
    const elsewhere = faultProtocols[name] !== undefined && faultProtocols[name] !== protocol
    t.test(`${protocol}: ${name}${elsewhere ? ' is refused' : ''}`, async (t) => {
      if (elsewhere) {
        await t.rejects(open(protocol, name), { name: 'SimulatorFailure', reason: { values: { name } } })
        return
      }
      const { clock, logged, simulation } = await open(protocol, name)
      const register = new AtolRegister({
        open: async () => {
          const link = simulation.simulator.connect()
          let lost: LinkLost | undefined
          void link.closed.then((reason) => {
            lost = reason
          })
          await Promise.resolve()
          if (lost !== undefined) throw new LinkLost('refused')
          return link
        },
        protocol,
        clock,
        log: silentLog,
        zone: '+03:00',
      })
      await clock.run(register.status().catch(() => undefined))
      t.match(
        logged.filter((fields) => 'fault' in (fields as object)),
        [{ fault: name }],
      )
      t.match(simulation.simulator.state(), { faults: { happened: { [name]: 1 }, armed: [] } })
      register.close()
      await simulation.close()
    })
  }
}

import fc from 'fast-check'
import t from 'tap'
import { commands } from '../../../drivers/atol/commands/table.ts'
import { silentLog } from '../../../drivers/log.ts'
import { openSimulator } from '../../../drivers/simulator/simulator.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'
import { type BenchRegister, benchRegister, optionsOf } from './bench-register.ts'

t.test('no bytes crash it, and every one is answered', async (t) => {
  const known = commands.map((command) => [...command.code])
  const request = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(fc.constantFrom(...known), fc.uint8Array({ maxLength: 60 }))
      .map(([code, rest]) => Uint8Array.of(...code, ...rest)),
  )
  const register: BenchRegister = await benchRegister()
  await register.openShift()
  const runs = Number(process.env['FUZZ_RUNS'] ?? 2000)
  await fc.assert(
    fc.asyncProperty(request, async (bytes) => {
      // Reboot and power off are commands like any other, only of no use here.
      if (bytes[0] === 0xce) return
      const reply = await register.raw(bytes)
      if (reply.length === 0) throw new Error('no reply')
      register.machine.phases = []
    }),
    { numRuns: runs, seed: 7 },
  )
  t.ok(register.machine.around.slips.length <= 200)
})

t.test('no bytes on the line crash it, and it still answers afterwards', async (t) => {
  const wanted = {
    v3: { ask: [0xfe, 1, 0, 1, 0xc4, 0xf6], answer: 'fe010001a3da' },
    v2: { ask: [5], answer: '06' },
  } as const
  for (const protocol of ['v3', 'v2'] as const) {
    const clock = new VirtualClock()
    const simulator = await openSimulator({ ...optionsOf(new MemoryDisk(), clock), protocol, log: silentLog })
    const link = simulator.connect()
    let received: number[] = []
    link.receive((bytes) => received.push(...bytes))
    const samples = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 300 }), { numRuns: 300, seed: 11 })
    for (const bytes of samples) {
      link.send(bytes)
      await clock.advance(0)
    }
    // Cuts what the noise began: a packet of v3 at the next start byte, a block of v2 by silence.
    await clock.advance(60_000)
    received = []
    link.send(Uint8Array.from(wanted[protocol].ask))
    await clock.advance(10)
    t.ok(Buffer.from(received).toString('hex').endsWith(wanted[protocol].answer), protocol)
    await simulator.close()
  }
})

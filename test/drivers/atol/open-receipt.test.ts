import t from 'tap'
import type { Device } from '../../../drivers/atol/device.ts'
import type { Line } from '../../../drivers/atol/line.ts'
import { cancelAbandoned, type DeviceState } from '../../../drivers/atol/open-receipt.ts'
import { silentLog } from '../../../drivers/log.ts'
import { kopecks } from '../../../drivers/money.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const open = { receiptState: 1, sum: kopecks(4250), mode: 1 } as unknown as DeviceState
const closed = { ...open, receiptState: 0, sum: kopecks(0) }

/** A register that shows `later` at the second look, and notes what it is told to do. */
async function look(first: DeviceState, later: DeviceState) {
  const clock = new VirtualClock()
  const told: string[] = []
  const line = {
    ask: async () => later,
    async try({ task }: { task: { name: string } }) {
      told.push(task.name)
      return { error: 0, values: {} }
    },
  } as unknown as Line
  const device = { clock, log: silentLog } as unknown as Device
  const ended = await clock.run(
    cancelAbandoned(device, line, first).then(
      () => undefined,
      (error: unknown) => error,
    ),
  )
  return { told, ended, tookMs: clock.monotonic() }
}

t.test('a receipt on which nobody works is cancelled, after it was watched', async (t) => {
  const { told, ended, tookMs } = await look(open, open)
  t.same([told, ended], [['cancelReceipt'], undefined])
  t.ok(tookMs >= 2000)
})

t.test('one that somebody works on is left to him', async (t) => {
  for (const later of [
    { ...open, sum: kopecks(9000) },
    { ...open, mode: 0x41 },
    { ...open, receiptState: 2 },
  ]) {
    const { told, ended } = await look(open, later as DeviceState)
    t.same(told, [])
    t.match(ended, {
      name: 'RegisterError',
      code: 'BUSY',
      outcome: 'not-registered',
      reason: { code: 'OTHER_RECEIPT_OPEN' },
    })
  }
})

t.test('one that was closed meanwhile, or never open, needs nothing', async (t) => {
  t.same(await look(open, closed), { told: [], ended: undefined, tookMs: 2000 })
  t.same(await look(closed, open), { told: [], ended: undefined, tookMs: 0 })
})

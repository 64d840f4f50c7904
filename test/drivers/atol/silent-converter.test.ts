import t from 'tap'
import { AtolRegister } from '../../../drivers/atol/register.ts'
import type { Clock } from '../../../drivers/clock.ts'
import { silentLog } from '../../../drivers/log.ts'
import type { Evidence } from '../../../drivers/register.ts'
import { RegisterError } from '../../../drivers/register-error.ts'
import type { Link } from '../../../drivers/transport/link.ts'
import { breadSale, openForBusiness } from './shop.ts'

/** A converter that drops a line on which nothing was said for `limitMs`. */
function idle(link: Link, clock: Clock, limitMs: number): Link {
  let cancel = clock.after(limitMs, () => link.close())
  const said = (): void => {
    cancel()
    cancel = clock.after(limitMs, () => link.close())
  }
  void link.closed.then(() => cancel())
  return {
    ...link,
    send(bytes) {
      said()
      return link.send(bytes)
    },
    receive: (listener) =>
      link.receive((bytes) => {
        said()
        listener(bytes)
      }),
  }
}

for (const protocol of ['v3', 'v2'] as const) {
  for (const limitMs of [10_000, 4_000]) {
    t.test(
      `${protocol}: a converter that drops the line after ${limitMs} ms of silence does not end the search for a receipt`,
      async (t) => {
        const shop = await openForBusiness({ protocol })
        t.teardown(() => shop.close())
        const { clock, simulator, run, baseline } = shop
        simulator.control.addFault('drop-request@4A')
        simulator.control.addFault('unplug@4A:start')
        shop.register.close()
        await clock.advance(10)
        const register = new AtolRegister({
          open: async () => idle(simulator.connect({}), clock, limitMs),
          protocol,
          clock,
          log: silentLog,
          zone: '+03:00',
        })
        const lost = run(register.print(breadSale, { baseline, attempt: 1, beforeClosing: async () => undefined }))
        await t.rejects(lost, { name: 'RegisterError', outcome: 'unknown' })
        simulator.control.clearFaults()
        simulator.control.cable('in')
        const began = clock.monotonic()
        const ask = (): Promise<Evidence> =>
          run(register.evidence({ baseline, mark: breadSale.mark.text, attempt: 1, closing: true }))
        let evidence: Evidence | undefined
        while (evidence === undefined && clock.monotonic() - began < 5 * 60_000) {
          evidence = await ask().catch((error: unknown) => {
            if (!(error instanceof RegisterError)) throw error
            return undefined
          })
          if (evidence === undefined) await clock.advance(1_000)
        }
        t.match(evidence, { lastDocument: baseline.lastDocument, documents: [] })
        t.ok(clock.monotonic() - began >= 20_000, 'no sooner than a closing command may take')
      },
    )
  }
}

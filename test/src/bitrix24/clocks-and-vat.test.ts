import t, { type Test } from 'tap'
import { Stage } from '../stage.ts'

/** 30 November 2026, when the register and the portal know the time. */
const now = Date.UTC(2026, 10, 30, 12)

/** A shop whose machine takes it to be `host`, with the register's clock at `register`. */
async function shopAt(t: Test, host: number, register: number, cable: 'in' | 'out' = 'in'): Promise<Stage> {
  const stage = await Stage.open({ start: host })
  t.teardown(() => stage.stop())
  stage.register.control.clock(register - host)
  stage.register.control.cable(cable)
  await stage.clock.advance(60_000)
  return stage
}

const twenty = {
  items: [{ name: 'Товар', price: 61, sum: 61, quantity: 1, vat: 3, payment_object: 'commodity' }],
  payments: [{ type: 'cashless', sum: 61 }],
  total_sum: 61,
}
const refused = { ERRORS: [/^B24-503 /] }

for (const [what, host] of [
  ['knows no time', Date.UTC(1970, 0, 1)],
  ['is a year behind', Date.UTC(2025, 7, 1)],
] as const) {
  t.test(`20 % is refused by a machine that ${what}`, async (t) => {
    const met = await shopAt(t, host, now)
    t.match(await met.print({ ...twenty, date_create: now / 1000 }), refused, 'with register and portal')
    t.match(await met.print({ ...twenty, date_create: '' }), refused, 'with the register alone')
    const unmet = await shopAt(t, host, now, 'out')
    t.match(await unmet.print({ ...twenty, date_create: now / 1000 }), refused, 'with the portal alone')
    t.match(await unmet.print({ ...twenty, date_create: 'вчера' }), refused, 'on its own')
  })
}

t.test('20 % is refused where the register is behind, and taken where all say 2025', async (t) => {
  const behind = await shopAt(t, now, Date.UTC(2025, 7, 1))
  t.match(await behind.print({ ...twenty, date_create: now / 1000 }), refused)
  const then = Date.UTC(2025, 10, 30, 12)
  const all = await shopAt(t, then, then)
  t.match(await all.print({ ...twenty, date_create: then / 1000 }), { UUID: String })
})

t.test('a portal that is a day ahead, over the end of the year', async (t) => {
  const stage = await shopAt(t, Date.UTC(2025, 11, 31, 12), Date.UTC(2025, 11, 31, 12))
  const seconds = Math.floor(stage.clock.now() / 1000)
  t.match(await stage.print({ ...twenty, date_create: seconds }), { UUID: String })
  t.match(await stage.print({ ...twenty, date_create: seconds + 86_400 }), refused)
})

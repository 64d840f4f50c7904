import t from 'tap'
import { runOneSale } from './one-sale.ts'

// Seconds on a quiet machine.
t.setTimeout(180_000)

const plain = { seed: 1, protocol: 'v3', deaths: [] } as const

t.test('an undisturbed sale', async (t) => {
  const { violations, documents, checks, kinds } = await runOneSale(plain)
  t.same(violations, [])
  t.equal(checks, 1)
  t.equal(documents, 3, 'registration, shift, receipt')
  for (const kind of ['disk', 'send', 'receive', 'timer', 'connect', 'answer'] as const)
    t.ok(kinds.includes(kind), kind)
})

/** `npm run chaos -- --exhaustive` takes every boundary, and pairs of deaths. */
const step = 53

t.test('a death at a sample of the boundaries', async (t) => {
  const { kinds } = await runOneSale(plain)
  for (const [index, way] of (['kill', 'power'] as const).entries()) {
    for (let at = index * 4; at < kinds.length; at += step) {
      const death = { at, death: way, survival: at % 2 === 0 ? 'nothing' : 'chance' } as const
      const { violations, documents } = await runOneSale({ ...plain, deaths: [death] })
      t.same(violations, [], `${way} at boundary ${at}, ${kinds[at]}`)
      // Registration and shift come first; a check whose PRINT died with the daemon may never have been sold at all.
      t.ok(documents <= 3, `${documents} documents`)
    }
  }
})

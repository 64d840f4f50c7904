import t from 'tap'
import { type Migration, migrated, NewerFormat } from '../../../src/store/migrations.ts'
import { recordOf, uuidNumber } from './records.ts'

/** Two made-up steps: what a change of format will look like. */
const steps: Readonly<Record<number, Migration>> = {
  3: ({ sum, ...same }) => ({ ...same, total: sum }),
  4: (record) => ({ ...record, currency: 'RUB' }),
}

t.test("today's records pass as they are", async (t) => {
  const record = recordOf(uuidNumber(1))
  t.strictSame(migrated({ ...record }), record)
})

t.test('older ones go step by step', async (t) => {
  t.strictSame(migrated({ format: 3, sum: '42.50' }, steps, 5), { format: 5, total: '42.50', currency: 'RUB' })
  t.strictSame(migrated({ format: 4, total: '1.00' }, steps, 5), { format: 5, total: '1.00', currency: 'RUB' })
})

t.test('newer ones are not touched, unknown ones not guessed', async (t) => {
  t.throws(() => migrated({ format: 6 }, steps, 5), NewerFormat)
  t.throws(() => migrated({ format: 2 }, steps, 5), TypeError)
})

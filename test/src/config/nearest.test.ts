import t from 'tap'
import { nearest } from '../../../src/config/nearest.ts'

const known = ['public', 'admin', 'data', 'bitrix24', 'registers', 'numberKkm']

t.test('finds the word that was meant', async (t) => {
  t.equal(nearest('pubilc', known), 'public')
  t.equal(nearest('register', known), 'registers')
  t.equal(nearest('bitrix', known), 'bitrix24')
  t.equal(nearest('number_kkm', known), 'numberKkm')
})

t.test('does not guess wildly', async (t) => {
  t.equal(nearest('port', known), undefined)
  t.equal(nearest('xyz', []), undefined)
})

import t from 'tap'
import { addressOf } from '../../../src/public/address.ts'

const at = (url: string, method = 'POST') => addressOf({ method, url })

t.test('the addresses that are served', async (t) => {
  for (const url of [
    '/bitrix24/s-1/print',
    '/bitrix24/s-1/print/',
    '/bitrix24/s-1/print?x=1',
    'http://kassa.example.ru/bitrix24/s-1/print',
    '/bitrix24/%73-1/print',
  ]) {
    t.same(at(url), { endpoint: 'print', urlSecret: 's-1' }, url)
  }
  t.match(at('/bitrix24/s/check'), { endpoint: 'check' })
  t.match(at('/bitrix24/s/probe'), { endpoint: 'probe' })
})

t.test('and those that are not', async (t) => {
  for (const url of [
    '',
    '/',
    '*',
    '/bitrix24/print',
    '/bitrix24//print',
    '/bitrix24/s/Print',
    '/bitrix24/s/print/more',
    '/bitrix24/s/t/print',
    '/bitrix24/%zz/print',
    `/bitrix24/${'s'.repeat(257)}/print`,
    'x/bitrix24/s/print',
  ]) {
    t.equal(at(url), undefined, url)
  }
  t.equal(at('/bitrix24/s/print', 'GET'), undefined)
})

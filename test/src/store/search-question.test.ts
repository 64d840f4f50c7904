import t from 'tap'
import type { DayLine } from '../../../src/store/day-line.ts'
import { questionOf } from '../../../src/store/search-question.ts'

const line: DayLine = {
  uuid: '7QK3ZT0V9XJ2M5N8P1R4S6W0YB',
  order: 1,
  acceptedAt: '2026-11-23T10:00:00.000Z',
  mode: 'ACTIVE',
  registerId: 'kkm-1',
  bitrixUuid: 'check|shop.example.ru|4711',
  type: 'sell',
  total: '1500.50',
  buyer: '+79123456789',
  state: 'registered',
  document: 12346,
  shift: 7,
}

const isFound = (typed: string, other: Partial<DayLine> = {}, states: string[] = []): boolean => {
  const searched = { ...line, ...other }
  const { needles, fits } = questionOf(typed, states)
  // Bytes that no needle touches are never tested: both must agree.
  const bytes = Buffer.from(JSON.stringify(searched))
  return needles.some((needle) => bytes.includes(needle)) && fits(searched)
}

t.test('what people type finds the receipt', async (t) => {
  for (const typed of [
    '4711',
    'check|shop.example.ru|4711',
    'SHOP.example',
    '12346',
    'ФД 12346',
    'фд12346',
    '1500,5',
    '1500.50',
    '1 500,50',
    '8 912 345-67-89',
    '+7 (912) 345-67-89',
    '3456789',
    '7QK3ZT0V',
    '7qk3zt0v',
    '  4711 ',
  ]) {
    t.ok(isFound(typed), typed)
  }
  t.ok(isFound('buyer@example.ru', { buyer: 'buyer@example.ru' }))
  t.ok(isFound('150', { total: '150.00' }))
  t.ok(isFound('', {}, ['registered', 'held']))
})

t.test('what is another receipt is not found', async (t) => {
  for (const typed of ['471', '1234', '1500', '1500.05', 'ФД 4711', '2026', '9999999', 'registered', 'zzz', '500.50']) {
    t.notOk(isFound(typed), typed)
  }
  t.notOk(isFound('4711', {}, ['held']), 'another state')
})

import t from 'tap'
import {
  isFinished,
  isPushOwed,
  type ReceiptEvent,
  type ReceiptState,
  type StateName,
  type Tried,
} from '../../../src/record/record.ts'
import { next } from '../../../src/record/transitions.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const baseline = {
  serial: '00106100000042',
  fn: '9999078900001234',
  lastDocument: 42,
  shift: { open: true, number: 7 },
}
const later = { ...baseline, lastDocument: 50 }
const tried: Tried = { baseline, attempts: 1, unexplained: 0 }
const document = {
  fn: baseline.fn,
  number: 43,
  sign: '2874316905',
  registrationNumber: '0000000001047291',
  shift: 7,
  receiptNumber: 1,
  at: 1_795_418_045,
  settlement: 'sale',
  total: '152.50',
} as const

const states: Record<StateName, ReceiptState> = {
  accepted: { name: 'accepted' },
  held: { name: 'held', because: { kind: 'lost-answer', against: 'A' } },
  printing: { name: 'printing', tried, closing: false },
  registered: { name: 'registered', document, proof: 'print' },
  refused: { name: 'refused', code: 'RECEIPT_REFUSED', text: 'нет' },
  unresolved: { name: 'unresolved', why: 'several-documents', tried },
  alias: { name: 'alias', of: 'A' },
}

const events: ReceiptEvent[] = [
  { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } },
  { type: 'closing' },
  { type: 'registered', document, proof: 'evidence' },
  { type: 'not-registered', end: { kind: 'explained' } },
  { type: 'doubtful', why: 'content-differs' },
  { type: 'hold', because: { kind: 'overdue' } },
  { type: 'release' },
  { type: 'refuse', code: 'X', text: 'x' },
  { type: 'same-as', of: 'B' },
  { type: 'again', refused: { fingerprint: 'F', order: 1, acceptedAt: '2026-11-23T10:00:00.000Z' } },
]

/** State -> event -> the state it leads to. What is missing is illegal. */
const legal: Record<StateName, Partial<Record<ReceiptEvent['type'], StateName>>> = {
  accepted: { taken: 'printing', hold: 'held', refuse: 'refused', registered: 'registered', doubtful: 'unresolved' },
  held: {
    release: 'accepted',
    refuse: 'refused',
    'same-as': 'alias',
    registered: 'registered',
    doubtful: 'unresolved',
    hold: 'held',
  },
  printing: { closing: 'printing', registered: 'registered', 'not-registered': 'accepted', doubtful: 'unresolved' },
  unresolved: { registered: 'registered', refuse: 'refused' },
  refused: { again: 'held', registered: 'registered', doubtful: 'unresolved' },
  registered: {},
  alias: {},
}

t.test('every event in every state', async (t) => {
  for (const [name, state] of Object.entries(states) as [StateName, ReceiptState][]) {
    for (const event of events) t.equal(next(state, event)?.name, legal[name][event.type], `${name} + ${event.type}`)
  }
})

t.test('the first baseline stays, attempts are counted', async (t) => {
  const first = next(states.accepted, { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } })
  t.match(first, { tried: { baseline: { lastDocument: 42 }, attempts: 1, unexplained: 0 } })
  const back = next(first as ReceiptState, { type: 'not-registered', end: { kind: 'unexplained' } })
  const second = next(back as ReceiptState, { type: 'taken', baseline: later, sent: { form: 1, ffd: '1.2' } })
  t.match(second, { name: 'printing', tried: { baseline: { lastDocument: 42 }, attempts: 2, unexplained: 1 } })
})

t.test('each memory has a first baseline of its own', async (t) => {
  const after = (state: ReceiptState, present: typeof baseline): ReceiptState => {
    const back = next(state, { type: 'not-registered', end: { kind: 'explained' } }) ?? state
    return next(back, { type: 'taken', baseline: present, sent: { form: 1, ffd: '1.2' } }) as ReceiptState
  }
  const first = after(states.accepted, baseline)
  const onAnother = after(first, { ...baseline, fn: '9999000000000002', lastDocument: 1 })
  t.match(onAnother, { tried: { baseline: { lastDocument: 1 }, others: [{ lastDocument: 42 }], attempts: 2 } })
  const onFirstAgain = after(onAnother, later)
  t.match(onFirstAgain, { tried: { baseline: { lastDocument: 42 }, others: [{ lastDocument: 1 }], attempts: 3 } })
})

t.test('the third unexplained end asks a person, explained ones never do', async (t) => {
  let state: ReceiptState = states.accepted
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    state = next(state, { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } }) as ReceiptState
    state = next(state, { type: 'not-registered', end: { kind: 'explained' } }) as ReceiptState
  }
  for (const expected of ['accepted', 'accepted', 'unresolved']) {
    state = next(state, { type: 'taken', baseline, sent: { form: 1, ffd: '1.2' } }) as ReceiptState
    state = next(state, { type: 'not-registered', end: { kind: 'unexplained' } }) as ReceiptState
    t.equal(state.name, expected)
  }
})

t.test('an alias never owns an attempt', async (t) => {
  const heldAfterAttempt: ReceiptState = { name: 'held', because: { kind: 'overdue' }, tried }
  t.equal(next(heldAfterAttempt, { type: 'same-as', of: 'B' }), undefined)
})

t.test('a certain refusal after an attempt ends it', async (t) => {
  const end = { kind: 'refused', code: 'RECEIPT_REFUSED', text: 'ставка' } as const
  t.strictSame(next(states.printing, { type: 'not-registered', end }), {
    name: 'refused',
    code: 'RECEIPT_REFUSED',
    text: 'ставка',
  })
})

t.test('the alias of a refused receipt has no result to push', async (t) => {
  const alias = recordOf(uuidNumber(1), { state: states.alias })
  t.equal(isFinished(alias, true), false)
  t.equal(isFinished({ ...alias, told: 'done' }, true), false)
  t.equal(isFinished({ ...alias, told: 'error' }, true), true)
})

t.test('what is owed to the portal of a refusal, and of the document that is found later all the same', async (t) => {
  const refused = recordOf(uuidNumber(1), { state: states.refused })
  const at = '2026-11-23T10:00:00.000Z'
  t.equal(isFinished(refused, true), false)
  t.equal(isPushOwed(refused), true)
  t.equal(isPushOwed({ ...refused, told: 'error' }), false, 'CHECK told it')
  t.equal(isFinished({ ...refused, pushed: { at, outcome: 'given-up', refusal: true } }, true), false, 'CHECK will ask')
  t.equal(isFinished({ ...refused, pushed: { at, outcome: 'unknown', refusal: true } }, true), true, 'nobody will ask')
  const pushed = { at, outcome: 'taken', refusal: true } as const
  const found = { ...refused, told: 'error', pushed, state: states.registered } as const
  t.equal(isPushOwed(found), true)
  t.equal(isFinished(found, true), false)
  t.equal(isPushOwed({ ...found, pushed: { at, outcome: 'taken' } }), false)
})

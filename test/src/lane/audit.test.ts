import t from 'tap'
import type { FiscalDocument, Witness } from '../../../drivers/ffd/document.ts'
import { kopecks } from '../../../drivers/money.ts'
import { type Audited, type AuditQuestion, audit, auditedOf, uncompared, undecided } from '../../../src/lane/audit.ts'
import { markOf } from '../../../src/record/identity.ts'
import { documentToJson } from '../../../src/record/receipt-json.ts'
import type { ReceiptState } from '../../../src/record/record.ts'
import { contentsOf } from '../../../src/record/sent.ts'
import { stateWords } from '../../../src/words/ru/states.ts'
import { recordOf, uuidNumber } from '../store/records.ts'

const fn = '9999078900001234'
const [a, b, c] = [uuidNumber(1), uuidNumber(2), uuidNumber(3)]
const foreign = 'FB9999999999ZZZZ'
const baseline = { serial: '1', fn, lastDocument: 2, shift: { open: true, number: 7 } }
const tried = { baseline, attempts: 1, unexplained: 0 }

const document = (number: number): FiscalDocument => ({
  fn,
  number,
  sign: '123',
  registrationNumber: '1',
  shift: 7,
  receiptNumber: 1,
  at: 0,
  settlement: 'sale',
  total: kopecks(4250),
})
const sale = recordOf(a)
const [content] = contentsOf(sale)
if (content === undefined) throw new Error('a record without a receipt')
const receipt = (number: number, marks: readonly string[]): Witness => ({
  kind: 'receipt',
  document: document(number),
  marks,
  content,
})

const registered = (number: number, changes: Partial<FiscalDocument> = {}): ReceiptState => ({
  name: 'registered',
  document: documentToJson({ ...document(number), ...changes }),
  proof: 'print',
})
/** Nothing was read before the records: every document is compared with what its record says. */
const unread = { receipt: () => undefined, isToRead: () => true }
const record = (uuid: string, state: ReceiptState): Audited => auditedOf(recordOf(uuid, { state }), unread)
const printing: ReceiptState = { name: 'printing', tried, closing: true }
const unresolved: ReceiptState = { name: 'unresolved', why: 'document-unreadable', tried }
const held: ReceiptState = { name: 'held', because: { kind: 'overdue' } }
const refused: ReceiptState = { name: 'refused', code: 'CANCELLED', text: '' }
const accepted: ReceiptState = { name: 'accepted' }

const ask = (documents: Witness[], records: Audited[], more: Partial<AuditQuestion> = {}) =>
  audit({ fn, from: 1, documents, records, claimedByPerson: () => undefined, ...more })

const differing = (uuid: string, number: number, detail: string) => ({ kind: 'differing', uuid, number, detail })

t.test('both tell the same story; reports of the register are nobody’s', async (t) => {
  const shift: Witness = { kind: 'other', number: 2, code: 2 }
  t.strictSame(ask([shift, receipt(3, [markOf(a)])], [record(a, registered(3)), record(b, refused)]), [])
})

t.test('unclaimed, missing, unreadable', async (t) => {
  t.strictSame(ask([receipt(3, [])], []), [{ kind: 'unclaimed', number: 3 }])
  t.strictSame(ask([receipt(3, [foreign])], []), [{ kind: 'unclaimed', number: 3, mark: foreign }])
  t.strictSame(ask([], [record(a, registered(3))]), [{ kind: 'missing', uuid: a, number: 3 }])
  t.strictSame(ask([], [record(a, registered(3))], { from: 4 }), [])
  t.strictSame(ask([receipt(3, [markOf(a)])], [record(a, registered(3)), record(b, registered(445))]), [
    { kind: 'missing', uuid: b, number: 445 },
  ])
  t.strictSame(ask([{ kind: 'unreadable', number: 3 }], [record(a, registered(3))]), [
    { kind: 'unreadable', number: 3 },
  ])
})

t.test('everything that differs is told at once', async (t) => {
  const records = [record(a, registered(3, { sign: '124', total: kopecks(100), settlement: 'sale-return' }))]
  const detail = 'ФП 123, в записи 124; сумма в записи 1.00; признак расчёта в записи sale-return'
  t.strictSame(ask([receipt(3, [markOf(a)])], records), [differing(a, 3, detail)])
})

t.test('the mark of an owned document is its owner’s', async (t) => {
  const records = [record(a, registered(3)), record(b, refused)]
  t.strictSame(ask([receipt(3, [markOf(b)])], records), [differing(a, 3, `метка другого чека ${markOf(b)}`)])
  t.strictSame(ask([receipt(3, [foreign])], records), [differing(a, 3, `метка другого чека ${foreign}`)])
  t.strictSame(ask([receipt(3, [markOf(b), markOf(a)])], records), [], 'one of several is the owner’s')
  t.strictSame(ask([receipt(3, ['спасибо'])], records), [], 'no mark at all: a person gave it')
})

t.test('one document is not two receipts', async (t) => {
  const records = [record(a, registered(3)), record(b, registered(3, { sign: '124' }))]
  t.strictSame(ask([receipt(3, [markOf(a), markOf(b)])], records), [
    differing(a, 3, `тот же документ и у чека ${b}`),
    differing(b, 3, `ФП 123, в записи 124; тот же документ и у чека ${a}`),
  ])
  t.match(ask([], records), [
    { kind: 'missing', uuid: a },
    { kind: 'missing', uuid: b },
  ])
})

t.test('the number of another fiscal memory is another document', async (t) => {
  const records = [record(a, registered(3)), record(b, registered(3, { fn: '9999078900009999' }))]
  t.strictSame(ask([receipt(3, [markOf(a)])], records), [])
})

t.test('a document of a record that does not know it', async (t) => {
  for (const state of [accepted, held, refused, registered(4)]) {
    const found = ask([receipt(3, [markOf(a)]), receipt(4, [markOf(a)])], [record(a, state)])
    t.strictSame(found[0], differing(a, 3, `запись в состоянии «${stateWords[state.name]}»`))
  }
  const two = [record(a, unresolved), record(b, refused)]
  t.strictSame(ask([receipt(3, [markOf(a), markOf(b)])], two), [differing(b, 3, 'запись в состоянии «отклонён»')])
})

t.test('a claim holds while its receipt is open', async (t) => {
  const given = (state: ReceiptState) => ask([receipt(3, [])], [record(a, state)], { claimedByPerson: () => a })
  t.strictSame(given(unresolved), [])
  t.strictSame(given(accepted), [differing(a, 3, 'запись в состоянии «ждёт печати»')])
  t.strictSame(given(refused), [{ kind: 'unclaimed', number: 3 }])
  t.strictSame(ask([receipt(3, [])], [], { claimedByPerson: () => a }), [{ kind: 'unclaimed', number: 3 }])
})

t.test('what is not settled is listed, with its document in the memory or without', async (t) => {
  const records = [record(a, printing), record(b, unresolved), record(c, held), record(uuidNumber(4), accepted)]
  t.strictSame(ask([receipt(3, [markOf(a)]), receipt(4, [markOf(b)])], records), [])
  t.strictSame(undecided(records), [
    { kind: 'undecided', uuid: a, registerId: 'kkm-1', state: 'printing' },
    { kind: 'undecided', uuid: b, registerId: 'kkm-1', state: 'unresolved' },
    { kind: 'undecided', uuid: c, registerId: 'kkm-1', state: 'held' },
  ])
})

t.test('receipts of an FN that no register shows are counted, with what is known of it', async (t) => {
  const old = '9999078900005555'
  const [print, person] = [registered(3, { fn: old }), { ...registered(4, { fn: old }), proof: 'person' as const }]
  const here = { id: 'kkm-1', fn, registrationNumber: '2' }
  const away = { ...here, id: 'kkm-2' }
  const ask = (states: ReceiptState[], register = here, isMet = false) =>
    uncompared(
      states.map((state, index) => record(uuidNumber(index + 1), state)),
      [register],
      () => isMet,
    )
  t.strictSame(ask([registered(3)]), [], 'compared')
  t.strictSame(ask([print, person, registered(3)]), [{ fn: old, records: 2, why: 'replaced' }])
  t.strictSame(ask([print], away), [{ fn: old, records: 1, why: 'away' }])
  t.match(ask([print], { ...away, registrationNumber: '1' }), [{ why: 'replaced' }], 'the same register by its RNM')
  t.match(ask([person]), [{ why: 'unknown' }], 'nobody but a person knows it')
  t.match(ask([person], here, true), [{ why: 'replaced' }])
  t.strictSame(
    uncompared([{ ...record(a, print), registerId: '_test' }], [here], () => false),
    [],
    'a rehearsal',
  )
})

import t from 'tap'
import type { Baseline, FiscalRegister, RegisterIdentity } from '../../../drivers/register.ts'
import { RegisterError } from '../../../drivers/register-error.ts'
import { type PrintParts, printReceipt, settleReceipt } from '../../../src/lane/print-receipt.ts'
import { sentOn } from '../../../src/record/sent.ts'
import { Counter } from '../receipts/counter.ts'

const baseline: Baseline = { serial: '1', fn: '9999078900001234', lastDocument: 42, shift: { open: true, number: 7 } }

/** A register whose paper is out: no attempt ever registers anything. It keeps what it was told of each. */
function paperless() {
  const told: string[] = []
  const register: Pick<FiscalRegister, 'baseline' | 'objection' | 'print' | 'evidence'> = {
    baseline: async () => baseline,
    objection: () => undefined,
    async print(_, { attempt }) {
      told.push(`print ${attempt}`)
      throw new RegisterError('NO_PAPER', 'not-registered', 'out of paper')
    },
    async evidence({ attempt }) {
      told.push(`evidence ${attempt}`)
      return { serial: '1', fn: baseline.fn, lastDocument: 42, documents: [] }
    },
  }
  return { told, register: register as FiscalRegister }
}

t.test('a register is told which attempt it is, and of which one it is asked', async (t) => {
  const counter = await Counter.open()
  const { ledger } = counter
  const { told, register } = paperless()
  const parts: PrintParts = {
    register,
    ledger,
    language: 'ru',
    onRemark: () => undefined,
    identify: async () => ({ serial: '1', fn: baseline.fn }) as RegisterIdentity,
    cashier: undefined,
    admits: async () => true,
    causes: new Map(),
    onProgress: () => undefined,
  }
  const { signal } = new AbortController()
  const uuid = await counter.print('check|p|1')
  const accepted = async () => {
    const record = await ledger.store.find(uuid)
    if (record?.state.name !== 'accepted') throw new Error(`it is ${record?.state.name}`)
    return record
  }
  await printReceipt(parts, await accepted(), signal)
  await printReceipt(parts, await accepted(), signal)
  t.same(told, ['print 1', 'evidence 1', 'print 2', 'evidence 2'])

  // A life that ended in the third: the next one asks of it.
  await ledger.apply(uuid, { type: 'taken', baseline, sent: sentOn('1.2') })
  await settleReceipt(parts, uuid, signal)
  t.equal(told.at(-1), 'evidence 3')
})

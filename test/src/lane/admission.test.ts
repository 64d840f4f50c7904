import t from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import type { FiscalRegister } from '../../../drivers/register.ts'
import { admits, looksThrough, type Reader } from '../../../src/lane/admission.ts'
import { RestoredReceipts } from '../../../src/receipts/restored.ts'
import { FolderSync } from '../../../src/store/folder-sync.ts'
import { ClaimsDesk } from './claims-desk.ts'

const closingTimeoutMs = 25_000

/** A shop of two registers whose backup was put back just now. */
async function restoredDesk() {
  const desk = await ClaimsDesk.open()
  const { counter, claims, documents } = desk
  const { ledger, gate, clock } = counter
  const files = counter.disk.mount()
  await files.writeFile('/data/restored.json', '{}', true)
  const restored = await RestoredReceipts.load({
    files,
    folders: new FolderSync(files),
    root: '/data',
    ledger,
    clock,
    log: silentLog,
    registerIds: ['kkm-1', 'kkm-2'],
  })
  const parts = { ledger, claims, documents, gate, restored, closingTimeoutMs: () => closingTimeoutMs }
  const ask = async (uuid: string, id: string): Promise<boolean> => {
    const record = await ledger.store.find(uuid)
    if (record === undefined) throw new Error('no record')
    const reader: Reader = { id, register: {} as FiscalRegister }
    return admits(parts, record, desk.baseline, reader, new AbortController().signal)
  }
  const readThrough = (id: string): Promise<boolean> =>
    looksThrough(parts, { id, register: {} as FiscalRegister }, desk.baseline, new AbortController().signal)
  return { counter, readThrough, ask }
}

t.test(
  'while the memory of another register is unread, a check that comes may be in it: a person is asked',
  async (t) => {
    const { counter, readThrough, ask } = await restoredDesk()
    const uuid = await counter.print('check|p|1')
    t.notOk(await ask(uuid, 'kkm-1'))
    t.match(await counter.state(uuid), { name: 'held', because: { kind: 'restored' } })
    const decision = { by: 'Анна', at: counter.ledger.instant(), what: { kind: 'print' }, evidence: '' } as const
    const held = { name: 'held', because: { kind: 'restored' } } as const
    await counter.ledger.decide(uuid, held, { type: 'release' }, decision, '')
    t.ok(await ask(uuid, 'kkm-1'), 'who has said yes is not asked again')

    const rehearsal = await counter.print('check|p|2', 'coffee')
    t.ok(await ask(rehearsal, '_test'), 'nobody rehearses twice by mistake')
    for (const wait of [0, closingTimeoutMs - 1]) {
      await counter.clock.advance(wait)
      await readThrough('kkm-2')
    }
    const early = await counter.print('check|p|4', 'a cake')
    t.notOk(await ask(early, 'kkm-1'), 'a closing command may still be under way')
    await counter.clock.advance(1)
    await readThrough('kkm-2')
    const next = await counter.print('check|p|3', 'two teas')
    t.ok(await ask(next, 'kkm-1'), 'its own is read anyway')
  },
)

import t from 'tap'
import type { Witness } from '../../../drivers/ffd/document.ts'
import type { FiscalRegister } from '../../../drivers/register.ts'
import { readWitnesses } from '../../../src/lane/read-witnesses.ts'

t.test('both ends included, oldest first; what is not there is as good as unreadable', async (t) => {
  const report: Witness = { kind: 'other', number: 7, code: 5 }
  const witness: FiscalRegister['witness'] = async (number) => (number === 7 ? report : 'none')
  const register: Pick<FiscalRegister, 'witness'> = { witness }
  const { signal } = new AbortController()
  t.same(await readWitnesses(register, 6, 8, signal), [
    { kind: 'unreadable', number: 6 },
    report,
    { kind: 'unreadable', number: 8 },
  ])
  t.same(await readWitnesses(register, 8, 7, signal), [])
})

import t from 'tap'
import { busyRegisters } from '../../../../src/commands/daemon/busy-registers.ts'

const trouble = { code: 'LINK_LOST', text: 'нет связи', since: '2026-11-23T10:00:00.000Z' } as const
const unseen = { identity: undefined, status: undefined, clockDriftMs: undefined, ageMs: 0 }
const shopRegister = (id: string, inTrouble: boolean) => ({
  id,
  lane: { seen: { ...unseen, trouble: inTrouble ? trouble : undefined } },
})
const receipt = (registerId: string, name: 'accepted' | 'printing' | 'registered') =>
  ({ registerId, state: { name } }) as never

t.test('a receipt that waits at a register in trouble does not hold back the settings that may cure it', async (t) => {
  const registers = [shopRegister('kkm-1', true), shopRegister('kkm-2', false)]
  t.same([...busyRegisters(registers, [receipt('kkm-1', 'accepted')])], [])
  t.same([...busyRegisters(registers, [receipt('kkm-2', 'accepted')])], ['kkm-2'], 'it is about to be printed')
  t.same([...busyRegisters(registers, [receipt('kkm-1', 'printing')])], ['kkm-1'], 'it is settled where it was begun')
  t.same([...busyRegisters(registers, [receipt('kkm-2', 'registered')])], [])
})

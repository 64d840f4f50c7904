import type { RegisterView, StatusView } from '../../admin/status-view.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { rehearsalId } from '../../lane/test-mode.ts'
import type { Host } from '../cli/host.ts'
import { type AdminAddress, fetchJson } from './admin-client.ts'

/** The default register, or the only one; that for rehearsals is never meant without its name. */
function usual(registers: readonly RegisterView[]): RegisterView | undefined {
  const own = registers.filter(({ id }) => id !== rehearsalId)
  return own.length === 1 ? own[0] : own.find((register) => register.default)
}

/** The register that a command is for, as the running bridge sees it: the one named, the only one, or the default one. Throws OperatorError. */
export async function chooseRegister(address: AdminAddress, id: string | undefined, host: Host): Promise<RegisterView> {
  const { registers } = (await fetchJson(address, '/api/status?look=true', host.stopping)) as StatusView
  const chosen = id === undefined ? usual(registers) : registers.find((register) => register.id === id)
  if (chosen !== undefined) return chosen
  const names = registers.map((register) => register.id).join(', ')
  throw new OperatorError(
    id === undefined ? `Касс несколько. Укажите одну: --register ${names}` : `Кассы «${id}» нет. Есть: ${names}`,
  )
}

import type { Command } from 'commander'
import type { RegisterView } from '../../admin/status-view.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { adminAddress } from '../admin-api/admin-address.ts'
import { chooseRegister } from '../admin-api/choose-register.ts'
import { type DeskOptions, deskRequest, withDeskOptions } from '../admin-api/desk-request.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'

interface ClockOptions extends DeskOptions {
  readonly set?: true
}

const texts = {
  name: 'clock',
  summary: 'Показать, насколько часы кассы расходятся с часами компьютера, или установить их.',
  examples: ['clock', 'clock --set'],
}

function driftOf({ id, status }: RegisterView): string {
  const clockDriftMs = status?.clockDriftMs
  if (clockDriftMs === undefined)
    throw new OperatorError(`С кассой ${id} связи ещё не было: проверьте кабель и питание.`)
  const seconds = Math.round(Math.abs(clockDriftMs) / 1000)
  if (seconds === 0) return 'часы идут верно'
  return `часы ${clockDriftMs > 0 ? 'спешат' : 'отстают'} на ${seconds} с`
}

async function show(options: ClockOptions, host: Host): Promise<void> {
  const register = await chooseRegister(await adminAddress(options, host), options.register, host)
  host.stdout.write(`Касса ${register.id}: ${driftOf(register)}.\n`)
}

const request = { path: 'clock', progress: 'устанавливаю часы', done: 'часы установлены по часам компьютера' }

/** `fiscal-bridge clock [--set]`. The clock is set only when somebody asks for it, and only with the shift closed. */
export const clockCommand = (host: Host): Command =>
  withDeskOptions(makeCommand(texts, host))
    .option('--set', 'установить по часам компьютера; смена должна быть закрыта')
    .action((options: ClockOptions) =>
      options.set === true ? deskRequest(request, options, host) : show(options, host),
    )

import type { Command } from 'commander'
import type { RegisterView } from '../../admin/status-view.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { type DeskOptions, type DeskRequest, deskRequest, withDeskOptions } from '../admin-api/desk-request.ts'
import type { Host } from '../cli/host.ts'
import { type CommandTexts, makeCommand } from '../cli/make-command.ts'

/** The shift that is closed is named: a command that is given twice closes it once. */
function closingOf({ id, status }: RegisterView): object {
  if (status === undefined) throw new OperatorError(`С кассой ${id} связи ещё не было: проверьте кабель и питание.`)
  return { shift: Math.max(1, status.shift.number) }
}

const actions: readonly { readonly texts: CommandTexts; readonly request: DeskRequest }[] = [
  {
    texts: { name: 'open', summary: 'Открыть смену.', examples: ['shift open', 'shift open --register kkm-1'] },
    request: {
      path: 'shift/open',
      progress: 'открываю смену',
      done: 'смена открыта',
      nothing: 'смена уже была открыта',
    },
  },
  {
    texts: {
      name: 'close',
      summary: 'Закрыть смену: касса напечатает Z-отчёт.',
      examples: ['shift close', 'shift close --register kkm-1'],
    },
    request: {
      path: 'shift/close',
      bodyOf: closingOf,
      progress: 'закрываю смену, отчёт печатается до двух минут',
      done: 'смена закрыта',
      nothing: 'смена уже была закрыта',
    },
  },
  {
    texts: { name: 'x', summary: 'Напечатать X-отчёт, не закрывая смену.', examples: ['shift x'] },
    request: { path: 'x-report', progress: 'печатаю X-отчёт', done: 'X-отчёт напечатан' },
  },
]

/** `fiscal-bridge shift open|close|x`. The bridge opens and closes shifts by itself; these are for people who want it now. */
export function shiftCommand(host: Host): Command {
  const examples = actions.flatMap(({ texts }) => texts.examples.slice(0, 1))
  const command = makeCommand({ name: 'shift', summary: 'Открыть или закрыть смену, снять X-отчёт.', examples }, host)
  command.helpCommand(false)
  for (const { texts, request } of actions) {
    command.addCommand(
      withDeskOptions(makeCommand(texts, host)).action((options: DeskOptions) => deskRequest(request, options, host)),
    )
  }
  return command
}

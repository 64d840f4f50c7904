import { type Command, InvalidArgumentError } from 'commander'
import { formatKopecks, parseKopecks } from '../../../drivers/money.ts'
import { type DeskOptions, deskRequest, withDeskOptions } from '../admin-api/desk-request.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'

/** Roubles, with a point or a comma, as decimal text of two digits. */
function amount(text: string): string {
  const sum = parseKopecks(text.replace(',', '.'))
  if (sum !== undefined && sum > 0n) return formatKopecks(sum)
  throw new InvalidArgumentError('Нужна сумма в рублях больше нуля, например 1500 или 1500.50.')
}

const directions = [
  { name: 'in', verb: 'Внести наличные в кассу.', progress: 'вношу', done: 'внесено' },
  { name: 'out', verb: 'Выплатить наличные из кассы.', progress: 'выплачиваю', done: 'выплачено' },
] as const

/** `fiscal-bridge cash in|out SUM`: money that is put into the drawer or taken out beside receipts. */
export function cashCommand(host: Host): Command {
  const texts = {
    name: 'cash',
    summary: 'Внести или выплатить наличные.',
    examples: ['cash in 1500', 'cash out 12000.50'],
  }
  const command = makeCommand(texts, host)
  command.helpCommand(false)
  for (const { name, verb, progress, done } of directions) {
    command.addCommand(
      withDeskOptions(makeCommand({ name, summary: verb, examples: [`cash ${name} 1500`] }, host))
        .argument('<sum>', 'сумма в рублях', amount)
        .action((sum: string, options: DeskOptions) => {
          const words = { progress: `${progress} ${sum} ₽`, done: `${done} ${sum} ₽` }
          return deskRequest({ path: `cash-${name}`, bodyOf: () => ({ sum }), ...words }, options, host)
        }),
    )
  }
  return command
}

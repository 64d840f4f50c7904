import type { Command } from 'commander'
import { type DeskOptions, deskRequest, withDeskOptions } from '../admin-api/desk-request.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { positiveInteger } from '../cli/option-values.ts'

const texts = {
  name: 'copy',
  summary: 'Напечатать копию документа. Ничего не регистрирует.',
  examples: ['copy 12346', 'copy'],
}

/** `fiscal-bridge copy [FD]`. */
export const copyCommand = (host: Host): Command =>
  withDeskOptions(makeCommand(texts, host))
    .argument('[fd]', 'номер ФД; без него последний документ', positiveInteger)
    .action((document: number | undefined, options: DeskOptions) => {
      const which = document === undefined ? 'последнего документа' : `документа ФД ${document}`
      const bodyOf = () => (document === undefined ? {} : { document })
      const words = { progress: `печатаю копию ${which}`, done: `копия ${which} напечатана` }
      return deskRequest({ path: 'copy', bodyOf, ...words }, options, host)
    })

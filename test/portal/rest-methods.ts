import type { Done } from '../../src/bitrix24/texts/answers.ts'
import { cardMethods, cashboxMethods } from './cashbox-methods.ts'
import { afterApply, afterRefusal } from './check-life.ts'
import { handlerMethods } from './handler-methods.ts'
import { type Method, type PortalTables, RestRefusal, type Row, required } from './rest-tables.ts'
import type { Variant } from './variants.ts'

const checkMethods: Readonly<Record<string, Method>> = {
  'sale.cashbox.check.apply': ({ checks, variant }, parameters) => {
    required(parameters, 'UUID')
    const { UUID, STATUS, ...attributes } = parameters
    const number = [...checks.values()].findIndex((one) => one.externalUuid === UUID)
    const check = [...checks.values()][number]
    if (check === undefined) throw new RestRefusal('ERROR_CHECK_NOT_FOUND', 'Check not found')
    if (STATUS !== 'ERROR') {
      if (!variant.refusals) required(parameters, 'PRINT_END_TIME')
      afterApply(check, attributes as Partial<Done>)
      return true
    }
    if (!variant.refusals) throw new RestRefusal('ERROR_CHECK_FAILURE', 'Parameter PRINT_END_TIME is not defined')
    // A check that is printed stays so, and that is no error; a refusal that is saved is one.
    if (!afterRefusal(check, String(parameters['ERROR']))) return true
    throw new RestRefusal('ERROR_CHECK_APPLY', `Ошибка печати чека №${number + 1}: ${String(parameters['ERROR'])}`)
  },
}

const vatMethods: Readonly<Record<string, Method>> = {
  'catalog.vat.list': ({ vats }, parameters) => {
    const start = Number(parameters['START'] ?? 0)
    return { vats: vats.slice(start, start + 50) }
  },
}

/** The methods that a portal has. */
export const methodsOf = ({ cards }: Variant): Readonly<Record<string, Method>> => ({
  ...handlerMethods,
  ...cashboxMethods,
  ...(cards && cardMethods),
  ...checkMethods,
  ...vatMethods,
})

/** Where the next page of a list begins, beside its result. */
export const nextOf = (method: string, tables: PortalTables, parameters: Row): number | undefined => {
  const next = Number(parameters['START'] ?? 0) + 50
  return method === 'catalog.vat.list' && next < tables.vats.length ? next : undefined
}

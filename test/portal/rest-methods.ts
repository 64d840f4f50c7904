import type { Done } from '../../src/bitrix24/texts/answers.ts'
import { afterApply, type PortalCheck } from './check-life.ts'

export type Row = Record<string, unknown>

/** The tables of the portal that our methods touch. */
export interface PortalTables {
  readonly handlers: Map<number, Row>
  readonly cashboxes: Map<number, Row>
  readonly vats: Row[]
  readonly checks: Map<string, PortalCheck>
  nextId: number
}

/** An error of the REST interface, with the HTTP status that it goes out with. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal'
  readonly status: number
  readonly code: string

  constructor(code: string, description: string, status = 400) {
    super(description)
    this.code = code
    this.status = status
  }
}

const isMap = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Bitrix24 puts the keys of REST parameters in capitals, on every level. */
export function upperCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperCased)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toUpperCase(), upperCased(one)]))
}

/** PHP's array_replace_recursive. */
function merged(into: Row, from: Row): Row {
  const result: Row = { ...into }
  for (const [key, value] of Object.entries(from)) {
    const before = result[key]
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value
  }
  return result
}

function required(parameters: Row, ...names: string[]): void {
  const missing = names.find((name) => parameters[name] === undefined || parameters[name] === '')
  if (missing !== undefined) throw new RestRefusal('ERROR_CHECK_FAILURE', `Parameter ${missing} is not defined`)
}

function found(table: Map<number, Row>, id: unknown, code: string): { id: number; row: Row } {
  const row = table.get(Number(id))
  if (row === undefined) throw new RestRefusal(code, 'Not found')
  return { id: Number(id), row }
}

const fieldsOf = (parameters: Row): Row => (isMap(parameters['FIELDS']) ? parameters['FIELDS'] : {})
const only = (row: Row, ...names: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
const listed = (table: Map<number, Row>): Row[] => [...table].map(([id, row]) => ({ ID: String(id), ...row }))

type Method = (tables: PortalTables, parameters: Row) => unknown

const cashboxFields = ['NAME', 'EMAIL', 'OFD', 'OFD_SETTINGS', 'NUMBER_KKM', 'KKM_ID', 'ACTIVE', 'SORT', 'USE_OFFLINE']

/** The methods as their documentation says; parameters come with keys in capitals. */
export const restMethods: Readonly<Record<string, Method>> = {
  'sale.cashbox.handler.add': (tables, parameters) => {
    required(parameters, 'CODE', 'NAME', 'SETTINGS')
    const settings = parameters['SETTINGS'] as Row
    required(settings, 'PRINT_URL', 'CHECK_URL', 'CONFIG')
    if ([...tables.handlers.values()].some((row) => row['CODE'] === parameters['CODE'])) {
      throw new RestRefusal('ERROR_HANDLER_ALREADY_EXIST', 'Handler already exists!')
    }
    const id = tables.nextId++
    const SUPPORTS_FFD105 = parameters['SUPPORTS_FFD105'] ?? 'N'
    tables.handlers.set(id, {
      NAME: parameters['NAME'],
      CODE: parameters['CODE'],
      SORT: String(parameters['SORT'] ?? 100),
      SETTINGS: { ...settings, SUPPORTS_FFD105 },
    })
    return id
  },
  'sale.cashbox.handler.list': ({ handlers }) => listed(handlers),
  'sale.cashbox.handler.update': ({ handlers }, parameters) => {
    required(parameters, 'ID', 'FIELDS')
    const { id, row } = found(handlers, parameters['ID'], 'ERROR_HANDLER_NOT_FOUND')
    handlers.set(id, merged(row, only(fieldsOf(parameters), 'NAME', 'SORT', 'SETTINGS')))
    return true
  },
  'sale.cashbox.handler.delete': ({ handlers, cashboxes }, parameters) => {
    const { id, row } = found(handlers, parameters['ID'], 'ERROR_HANDLER_NOT_FOUND')
    if ([...cashboxes.values()].some((cashbox) => cashbox['REST_CODE'] === row['CODE'])) {
      throw new RestRefusal('ERROR_HANDLER_DELETE', 'There are cashboxes with this handler')
    }
    return handlers.delete(id)
  },
  'sale.cashbox.add': (tables, parameters) => {
    required(parameters, 'NAME', 'REST_CODE', 'EMAIL')
    if (![...tables.handlers.values()].some((row) => row['CODE'] === parameters['REST_CODE'])) {
      throw new RestRefusal('ERROR_HANDLER_NOT_FOUND', 'Handler not found')
    }
    const id = tables.nextId++
    tables.cashboxes.set(id, {
      NUMBER_KKM: '',
      ACTIVE: 'N',
      ...only(parameters, ...cashboxFields, 'REST_CODE', 'SETTINGS'),
    })
    return id
  },
  // The values of the card cannot be read back, nor which handler a cashbox has.
  'sale.cashbox.list': ({ cashboxes }) => listed(cashboxes).map((row) => only(row, 'ID', ...cashboxFields)),
  'sale.cashbox.update': ({ cashboxes }, parameters) => {
    required(parameters, 'ID', 'FIELDS')
    const { id, row } = found(cashboxes, parameters['ID'], 'ERROR_CASHBOX_NOT_FOUND')
    cashboxes.set(id, { ...row, ...only(fieldsOf(parameters), ...cashboxFields, 'SETTINGS') })
    return true
  },
  'sale.cashbox.delete': ({ cashboxes }, parameters) =>
    cashboxes.delete(found(cashboxes, parameters['ID'], 'ERROR_CASHBOX_NOT_FOUND').id),
  'sale.cashbox.check.apply': ({ checks }, parameters) => {
    required(parameters, 'UUID')
    const check = [...checks.values()].find((one) => one.externalUuid === parameters['UUID'])
    if (check === undefined) throw new RestRefusal('ERROR_CHECK_NOT_FOUND', 'Check not found')
    const { UUID: _, ...attributes } = parameters
    afterApply(check, attributes as Partial<Done>)
    return true
  },
  'catalog.vat.list': ({ vats }, parameters) => {
    const start = Number(parameters['START'] ?? 0)
    return { vats: vats.slice(start, start + 50) }
  },
}

/** Where the next page of a list begins, beside its result. */
export const nextOf = (method: string, tables: PortalTables, parameters: Row): number | undefined => {
  const next = Number(parameters['START'] ?? 0) + 50
  return method === 'catalog.vat.list' && next < tables.vats.length ? next : undefined
}

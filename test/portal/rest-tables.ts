import type { PortalCheck } from './check-life.ts'
import type { Refused, Variant } from './variants.ts'

export type Row = Record<string, unknown>

/** The tables of the portal that our methods touch. */
export interface PortalTables {
  readonly variant: Variant
  readonly handlers: Map<number, Row>
  readonly cashboxes: Map<number, Row>
  readonly vats: Row[]
  readonly checks: Map<string, PortalCheck>
  nextId: number
}

/** A method of the REST interface; parameters come with keys in capitals. */
export type Method = (tables: PortalTables, parameters: Row) => unknown

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

export const refusal = ({ error, status }: Refused, description: string): RestRefusal =>
  new RestRefusal(error, description, status)

export const isMap = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const mapAt = (row: Row, key: string): Row => (isMap(row[key]) ? row[key] : {})

/** Bitrix24 puts the keys of REST parameters in capitals, on every level. */
export function upperCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperCased)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toUpperCase(), upperCased(one)]))
}

/** PHP's array_replace_recursive. */
export function merged(into: Row, from: Row): Row {
  const result: Row = { ...into }
  for (const [key, value] of Object.entries(from)) {
    const before = result[key]
    result[key] = isMap(before) && isMap(value) ? merged(before, value) : value
  }
  return result
}

/** What an update of the variant makes of SETTINGS. */
export const updated = (how: 'merged' | 'replaced', row: Row, fields: Row): Row => ({
  ...row,
  ...fields,
  ...(isMap(fields['SETTINGS']) && {
    SETTINGS: how === 'merged' ? merged(mapAt(row, 'SETTINGS'), fields['SETTINGS']) : fields['SETTINGS'],
  }),
})

export function required(parameters: Row, ...names: string[]): void {
  const missing = names.find((name) => parameters[name] === undefined || parameters[name] === '')
  if (missing !== undefined) throw new RestRefusal('ERROR_CHECK_FAILURE', `Parameter ${missing} is not defined`)
}

export function found(table: Map<number, Row>, id: unknown, code: string): { id: number; row: Row } {
  const row = table.get(Number(id))
  if (row === undefined) throw new RestRefusal(code, 'Not found')
  return { id: Number(id), row }
}

export const only = (row: Row, ...names: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))
export const listed = (table: Map<number, Row>): Row[] => [...table].map(([id, row]) => ({ ID: String(id), ...row }))

/** CODE of a cashbox's handler, as the portal keeps it. */
export const restCodeOf = (cashbox: Row): unknown => mapAt(mapAt(cashbox, 'SETTINGS'), 'REST')['REST_CODE']

import {
  found,
  listed,
  type Method,
  mapAt,
  only,
  type PortalTables,
  RestRefusal,
  type Row,
  refusal,
  required,
  restCodeOf,
  updated,
} from './rest-tables.ts'

/** Class of every cashbox that has a handler added by REST, whoever's it is. */
export const restClass = '\\Bitrix\\Sale\\Cashbox\\CashboxRest'

const editable = [
  'NAME',
  'EMAIL',
  'OFD',
  'OFD_SETTINGS',
  'NUMBER_KKM',
  'KKM_ID',
  'ACTIVE',
  'SORT',
  'USE_OFFLINE',
  'SETTINGS',
]
/** What a list shows: of no cashbox its handler. */
const shown = ['ID', 'NAME', 'OFD', 'EMAIL', 'NUMBER_KKM', 'KKM_ID', 'ACTIVE', 'SORT', 'USE_OFFLINE', 'ENABLED']

/** Fields of an OFD's settings, by its code. */
const ofdForms = (seller: string): Readonly<Record<string, Row>> => ({
  bx_ofdruofd: { [seller]: { LABEL: 'Продавец', ITEMS: { INN: { TYPE: 'STRING' } } } },
  bx_yarusofd: { AUTH: { LABEL: 'Доступ', ITEMS: { INN: { TYPE: 'STRING' } } } },
})
const mode = { OFD_MODE: { LABEL: 'Режим', ITEMS: { IS_TEST: { TYPE: 'Y/N' } } } }

/** A cashbox that REST may touch. */
function touched({ cashboxes, variant }: PortalTables, parameters: Row): { id: number; row: Row } {
  required(parameters, 'ID')
  const one = found(cashboxes, parameters['ID'], 'ERROR_CASHBOX_NOT_FOUND')
  if (one.row['HANDLER'] !== restClass) throw refusal(variant.notRest, 'Access denied')
  if (restCodeOf(one.row) === undefined) throw refusal(variant.unlinked, 'Access denied')
  return one
}

export const cashboxMethods: Readonly<Record<string, Method>> = {
  'sale.cashbox.add': (tables, parameters) => {
    required(parameters, 'NAME', 'REST_CODE', 'EMAIL')
    const { REST_CODE } = parameters
    if (![...tables.handlers.values()].some((row) => row['CODE'] === REST_CODE)) {
      throw new RestRefusal('ERROR_CHECK_FAILURE', `Rest handler with code ${REST_CODE} not found`)
    }
    const id = tables.nextId++
    tables.cashboxes.set(id, {
      NUMBER_KKM: '',
      ACTIVE: 'N',
      ...only(parameters, ...editable),
      HANDLER: restClass,
      SETTINGS: { ...mapAt(parameters, 'SETTINGS'), REST: { REST_CODE } },
    })
    return id
  },
  'sale.cashbox.list': ({ cashboxes, variant }, parameters) => {
    const { SELECT } = parameters
    const secret = Array.isArray(SELECT) ? SELECT.filter((name) => !shown.includes(String(name))) : []
    if (secret.length > 0) throw new RestRefusal('', `${secret.join(', ')} not allowed for select`)
    return variant.cashboxList === 'none' ? [] : listed(cashboxes).map((row) => only(row, ...shown))
  },
  'sale.cashbox.update': (tables, parameters) => {
    required(parameters, 'ID', 'FIELDS')
    const { id, row } = touched(tables, parameters)
    const fields = only(mapAt(parameters, 'FIELDS'), ...editable)
    tables.cashboxes.set(id, updated(tables.variant.cashboxSettings, row, fields))
    return true
  },
  'sale.cashbox.delete': (tables, parameters) => tables.cashboxes.delete(touched(tables, parameters).id),
}

/** Methods that only some portals have. */
export const cardMethods: Readonly<Record<string, Method>> = {
  'sale.cashbox.settings.get': (tables, parameters) => {
    if (Number(parameters['ID']) === 0) throw new RestRefusal('ERROR_CHECK_FAILURE', 'Parameter ID is not defined')
    const { REST: _, ...settings } = mapAt(touched(tables, parameters).row, 'SETTINGS')
    return settings
  },
  'sale.cashbox.ofd.settings.get': (tables, parameters) => touched(tables, parameters).row['OFD_SETTINGS'] ?? [],
  'sale.ofd.settings.get': ({ variant }, parameters) => ({
    ...mode,
    ...ofdForms(variant.seller)[String(parameters['OFD'])],
  }),
}

/** Where the portal sends the receipts of a cashbox: over its REST part to a handler. Throws where the portal dies on null. */
export function printUrlOf({ handlers, cashboxes }: PortalTables, id: number): unknown {
  const code = restCodeOf(cashboxes.get(id) ?? {})
  const handler = [...handlers.values()].find((row) => row['CODE'] === code)
  if (handler === undefined) throw new Error(`cashbox ${id} has no handler`)
  return mapAt(handler, 'SETTINGS')['PRINT_URL']
}

import {
  found,
  listed,
  type Method,
  mapAt,
  only,
  RestRefusal,
  type Row,
  required,
  restCodeOf,
  updated,
} from './rest-tables.ts'

const settingsKeys = ['PRINT_URL', 'CHECK_URL', 'CONFIG'] as const

/** Whose cashboxes there are. */
const usersOf = (cashboxes: ReadonlyMap<number, Row>, code: unknown): number[] =>
  [...cashboxes].filter(([, row]) => restCodeOf(row) === code).map(([id]) => id)

export const handlerMethods: Readonly<Record<string, Method>> = {
  'sale.cashbox.handler.add': (tables, parameters) => {
    const { handlers, variant } = tables
    required(parameters, 'CODE', 'NAME', 'SETTINGS')
    const settings = mapAt(parameters, 'SETTINGS')
    required(settings, ...settingsKeys)
    if ([...handlers.values()].some((row) => row['CODE'] === parameters['CODE'])) {
      throw new RestRefusal('ERROR_HANDLER_ALREADY_EXIST', 'Handler already exists!')
    }
    const id = tables.nextId++
    const SUPPORTS_FFD105 = (variant.ffd105 === 'within' ? settings : parameters)['SUPPORTS_FFD105'] ?? 'N'
    handlers.set(id, {
      NAME: parameters['NAME'],
      CODE: parameters['CODE'],
      SORT: String(parameters['SORT'] ?? 100),
      SETTINGS: { ...settings, SUPPORTS_FFD105 },
    })
    return id
  },
  'sale.cashbox.handler.list': ({ handlers, variant }) => {
    const rows = listed(handlers)
    return variant.handlerList === 'rows' ? rows : Object.fromEntries(rows.map((row) => [String(row['CODE']), row]))
  },
  'sale.cashbox.handler.update': ({ handlers, variant }, parameters) => {
    required(parameters, 'ID', 'FIELDS')
    const { id, row } = found(handlers, parameters['ID'], 'ERROR_HANDLER_NOT_FOUND')
    const fields = mapAt(parameters, 'FIELDS')
    // What replaces the settings wants them whole.
    if (variant.handlerSettings === 'replaced') required(mapAt(fields, 'SETTINGS'), ...settingsKeys)
    handlers.set(id, updated(variant.handlerSettings, row, only(fields, 'NAME', 'SORT', 'SETTINGS')))
    return true
  },
  'sale.cashbox.handler.delete': ({ handlers, cashboxes, variant }, parameters) => {
    const { id, row } = found(handlers, parameters['ID'], 'ERROR_HANDLER_NOT_FOUND')
    const users = usersOf(cashboxes, row['CODE'])
    if (users.length > 0) {
      const told = variant.namesUsers
        ? `There are cashboxes with this handler: ${users.join(', ')}`
        : 'Handler is in use'
      throw new RestRefusal('ERROR_CHECK_FAILURE', told)
    }
    return handlers.delete(id)
  },
}

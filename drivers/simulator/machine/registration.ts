import { numberOf, type Tag, type Tags, textOf } from '../../ffd/tags.ts'
import type { FiscalMemory } from './fiscal-memory.ts'
import type { SimulatorOptions } from './settings.ts'
import { SimulatorFailure, simulatorReason } from './simulator-failure.ts'

/** What the register was registered with: the last registration report of its fiscal memory says so. */
export interface Registration {
  readonly fn: string
  readonly registrationNumber: string
  readonly inn: string
  readonly user: string
  readonly address: string
  readonly place: string
  readonly ffd: '1.05' | '1.2'
  readonly taxSystems: number
  /** Local seconds of the report. */
  readonly at: number
}

/** The fiscal memory in the folder belongs to another register than the options ask for. */
export class WrongFiscalMemory extends SimulatorFailure {
  override readonly name = 'WrongFiscalMemory'
}

const defaults = {
  fn: '9999078900001234',
  registrationNumber: '0000000001047291',
  inn: '7707083893',
  user: 'ООО "СЕВЕРНЫЙ БЕРЕГ"',
  address: '143401, Московская обл., г. Красногорск, ул. Ленина, д. 5, пом. 3',
  place: 'https://shop.example.ru',
  ffd: '1.2',
  taxSystems: 1,
} as const

/** Value of 1209 by version of the format. */
export const ffdCodes = { '1.05': 2, '1.2': 4 } as const

function stored(memory: FiscalMemory): Registration | undefined {
  const report = memory.records.findLast((record) => record.code === 1 || record.code === 11)
  if (report === undefined) return undefined
  const text = (tag: number): string => (textOf(report.tags, tag) ?? '').trim()
  return {
    fn: text(1041),
    registrationNumber: text(1037),
    inn: text(1018),
    user: text(1048),
    address: text(1009),
    place: text(1187),
    ffd: numberOf(report.tags, 1209) === ffdCodes['1.05'] ? '1.05' : '1.2',
    taxSystems: numberOf(report.tags, 1062) ?? 0,
    at: numberOf(report.tags, 1012) ?? 0,
  }
}

const fixed = { fn: 'OTHER_FN', registrationNumber: 'OTHER_REGISTRATION_NUMBER', inn: 'OTHER_OWNER' } as const
const changeable = ['user', 'address', 'place', 'ffd', 'taxSystems'] as const

/**
 * The registration to work under, and the report that has to be written for it: 1 for a new fiscal memory, 11 when the options
 * change what may be changed. Throws WrongFiscalMemory when they ask for another FN, RNM or INN.
 */
export function registrationFor(
  memory: FiscalMemory,
  options: SimulatorOptions,
): { registration: Omit<Registration, 'at'>; report: 1 | 11 | undefined } {
  const known = stored(memory)
  const wanted: Partial<Omit<Registration, 'at'>> = Object.fromEntries(
    Object.keys(defaults).flatMap((key) => {
      const value = options[key as keyof typeof defaults]
      return value === undefined ? [] : [[key, value]]
    }),
  )
  if (known === undefined) return { registration: { ...defaults, ...wanted }, report: 1 }
  for (const key of ['fn', 'registrationNumber', 'inn'] as const) {
    const asked = wanted[key]
    if (asked === undefined || asked === known[key]) continue
    throw new WrongFiscalMemory(simulatorReason(fixed[key], { known: known[key], wanted: asked }))
  }
  const changed = changeable.some((key) => wanted[key] !== undefined && wanted[key] !== known[key])
  return { registration: { ...known, ...wanted }, report: changed ? 11 : undefined }
}

/** Tags of the registration report (code 1, 11), without those that every document has. */
export const registrationTags = (registration: Omit<Registration, 'at'>): Tags =>
  [
    { tag: 1062, value: registration.taxSystems },
    { tag: 1002, value: 0 },
    { tag: 1001, value: 0 },
    { tag: 1056, value: 0 },
    { tag: 1108, value: 0 },
    { tag: 1109, value: 0 },
    { tag: 1126, value: 0 },
    { tag: 1193, value: 0 },
    { tag: 1207, value: 0 },
    { tag: 1221, value: 0 },
    { tag: 1017, value: '7704211201' },
    { tag: 1046, value: 'ОФД СИМУЛЯТОР' },
    { tag: 1117, value: 'check@shop.example.ru' },
    { tag: 1189, value: ffdCodes[registration.ffd] },
    { tag: 1190, value: ffdCodes[registration.ffd] },
  ] satisfies Tag[]

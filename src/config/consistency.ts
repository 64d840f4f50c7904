import type { Problem } from './config-error.ts'
import type { ConfigFile } from './schema.ts'

type Registers = ConfigFile['registers']

function* repeated(registers: Registers, key: 'id' | 'numberKkm', what: string): Generator<Problem> {
  const first = new Map<string, number>()
  for (const [at, register] of registers.entries()) {
    const value = register[key]
    if (value === undefined) continue
    const before = first.get(value)
    if (before === undefined) first.set(value, at)
    else yield { path: `registers[${at}].${key}`, text: `${what} ${value} уже занят кассой registers[${before}]` }
  }
}

function* severalDefaults(registers: Registers): Generator<Problem> {
  const indices = [...registers.keys()].filter((at) => registers[at]?.default === true)
  for (const at of indices.slice(1)) {
    yield {
      path: `registers[${at}].default`,
      text: `касса по умолчанию может быть только одна, и это уже registers[${indices[0]}]. Уберите default у одной из них`,
    }
  }
}

function* unnamed(registers: Registers): Generator<Problem> {
  if (registers.length === 1) return
  for (const [at, register] of registers.entries()) {
    if (register.numberKkm !== undefined) continue
    yield {
      path: `registers[${at}].numberKkm`,
      text: 'не задано; когда касс несколько, номер ККМ нужен каждой. Пример: "00106100000042"',
    }
  }
}

/** A sale on a simulated register is told as done and is no fiscal document: beside real ones that is never what was meant. */
function* simulatedAmongReal(registers: Registers): Generator<Problem> {
  const indices = [...registers.keys()].filter((at) => registers[at]?.connection.type === 'simulated')
  if (indices.length === registers.length) return
  for (const at of indices) {
    yield {
      path: `registers[${at}].connection.type`,
      text: 'касса-симулятор рядом с настоящей: её чеки не были бы фискальными. Уберите её – для чеков в режиме TEST у моста есть своя – или вынесите в отдельную установку с другим каталогом data',
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('ru', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function* unknownZones(registers: Registers): Generator<Problem> {
  for (const [at, { timeZone }] of registers.entries()) {
    if (timeZone === undefined || isTimeZone(timeZone)) continue
    yield {
      path: `registers[${at}].timeZone`,
      text: `часовой пояс ${JSON.stringify(timeZone)} неизвестен. Пример: "Europe/Moscow"`,
    }
  }
}

/** What no single setting shows: settings that contradict each other. Expects a file that fits the schema. */
export const contradictions = ({ registers }: ConfigFile): Problem[] => [
  ...repeated(registers, 'id', 'имя'),
  ...repeated(registers, 'numberKkm', 'номер ККМ'),
  ...severalDefaults(registers),
  ...unnamed(registers),
  ...simulatedAmongReal(registers),
  ...unknownZones(registers),
]

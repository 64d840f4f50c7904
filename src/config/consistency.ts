import type { SettingProblem } from './config-error.ts'
import { defaults } from './defaults.ts'
import type { ConfigFile } from './schema.ts'

type Registers = ConfigFile['registers']

function* repeated(registers: Registers, key: 'id' | 'numberKkm', what: string): Generator<SettingProblem> {
  const first = new Map<string, number>()
  for (const [at, register] of registers.entries()) {
    const value = register[key]
    if (value === undefined) continue
    const before = first.get(value)
    if (before === undefined) first.set(value, at)
    else
      yield {
        path: `registers[${at}].${key}`,
        text: `${what} ${value} уже у кассы registers[${before}]: укажите другое значение`,
      }
  }
}

function* severalDefaults(registers: Registers): Generator<SettingProblem> {
  const indices = [...registers.keys()].filter((at) => registers[at]?.default === true)
  for (const at of indices.slice(1)) {
    yield {
      path: `registers[${at}].default`,
      text: `касса по умолчанию может быть только одна, и это уже registers[${indices[0]}]. Уберите default у одной из них`,
    }
  }
}

function* unnamed(registers: Registers): Generator<SettingProblem> {
  if (registers.length === 1) return
  for (const [at, register] of registers.entries()) {
    if (register.numberKkm !== undefined) continue
    yield {
      path: `registers[${at}].numberKkm`,
      text: 'не задано; когда касс несколько, номер ККМ нужен каждой. Пример: "00106100000042"',
    }
  }
}

/** Where a cable or an address leads; undefined for a simulated register, which nothing leads to. */
function lineOf({ connection }: Registers[number]): string | undefined {
  switch (connection.type) {
    case 'tcp':
      return `${connection.host}:${connection.port ?? defaults.tcp.port}`
    case 'serial':
      return connection.path
    case 'simulated':
      return undefined
  }
}

/** Of a setting in its old place and in its new one nobody can tell which is meant. */
function* twoProtocols(registers: Registers): Generator<SettingProblem> {
  for (const [at, { protocol, connection }] of registers.entries()) {
    if (protocol === undefined || connection.protocol === undefined || protocol === connection.protocol) continue
    yield {
      path: `registers[${at}].protocol`,
      text: `здесь ${protocol}, а в connection.protocol той же кассы ${connection.protocol}. Оставьте верный в connection.protocol, эту настройку уберите`,
    }
  }
}

/** Two lanes at one register would print into each other's receipts (promise, rule 7). */
function* sameLine(registers: Registers): Generator<SettingProblem> {
  const first = new Map<string, number>()
  for (const [at, register] of registers.entries()) {
    const line = lineOf(register)
    if (line === undefined) continue
    const before = first.get(line)
    if (before === undefined) first.set(line, at)
    else yield { path: `registers[${at}].connection`, text: `по ${line} уже подключена касса registers[${before}]` }
  }
}

/** A sale on a simulated register is told as done and is no fiscal document: beside real ones that is never what was meant. */
function* simulatedAmongReal(registers: Registers): Generator<SettingProblem> {
  const indices = [...registers.keys()].filter((at) => registers[at]?.connection.type === 'simulated')
  if (indices.length === registers.length) return
  for (const at of indices) {
    yield {
      path: `registers[${at}].connection.type`,
      text: 'касса-симулятор рядом с настоящей: её чеки не были бы фискальными. Уберите её — для чеков в режиме TEST у моста есть своя — или вынесите в отдельную установку с другой папкой data',
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

function* unknownZones(registers: Registers): Generator<SettingProblem> {
  for (const [at, { timeZone }] of registers.entries()) {
    if (timeZone === undefined || isTimeZone(timeZone)) continue
    yield {
      path: `registers[${at}].timeZone`,
      text: `часовой пояс ${JSON.stringify(timeZone)} неизвестен. Пример: "Europe/Moscow"`,
    }
  }
}

/** What no single setting shows: settings that contradict each other. Expects a file that fits the schema. */
export const contradictions = ({ registers }: ConfigFile): SettingProblem[] => [
  ...repeated(registers, 'id', 'имя'),
  ...repeated(registers, 'numberKkm', 'номер ККМ'),
  ...severalDefaults(registers),
  ...unnamed(registers),
  ...sameLine(registers),
  ...twoProtocols(registers),
  ...simulatedAmongReal(registers),
  ...unknownZones(registers),
]

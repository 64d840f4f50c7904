import type { AlarmView, PortalView, RecoveryView, RegisterView, StatusView } from '../../admin/status-view.ts'
import { isTestFn } from '../../lane/test-mode.ts'
import { coverWords, paperWords } from '../../words/ru/states.ts'
import { momentText } from '../cli/moment-text.ts'
import { shiftWords } from '../cli/shift-words.ts'
import { wrapText } from '../cli/wrap-text.ts'

type Row = readonly [name: string, value: string]

/** ISO 8601 -> by the shop's clock. */
type ShownMoment = (iso: string) => string

/** States of a receipt in which the bridge still owes something. */
const openStates: readonly Row[] = [
  ['accepted', 'ждут печати'],
  ['printing', 'печатаются'],
  ['held', 'задержаны'],
  ['unresolved', 'требуют решения'],
]

const nameWidth = 14

function receiptsText(counts: RegisterView['receipts']): string {
  const shown = openStates.flatMap(([state, text]) => {
    const count = counts[state] ?? 0
    return count === 0 ? [] : [`${text}: ${count}`]
  })
  return shown.length === 0 ? 'открытых нет' : shown.join(', ')
}

function* statusRows(status: NonNullable<RegisterView['status']>, shown: ShownMoment): Generator<Row> {
  const { shift, fn, ofd } = status
  yield ['Смена', `№ ${shift.number}, ${shiftWords[shift.state]}`]
  yield ['Бумага', paperWords[status.paper]]
  yield ['Крышка', coverWords[status.cover]]
  yield ['ФН годен до', fn.expires]
  yield ['Не ушло в ОФД', ofd.oldestAt === undefined ? String(ofd.unsent) : `${ofd.unsent}, с ${shown(ofd.oldestAt)}`]
}

function* registerRows(register: RegisterView, shown: ShownMoment): Generator<Row> {
  const { identity, status, trouble } = register
  if (identity !== undefined) {
    yield ['Модель', `${identity.model}, зав. № ${identity.serial}, ФФД ${identity.ffd}`]
    yield ['ФН', isTestFn(identity.fn) ? `${identity.fn}, учебный: чеки не настоящие` : identity.fn]
  }
  if (status !== undefined) yield* statusRows(status, shown)
  yield ['Чеки', receiptsText(register.receipts)]
  yield ['Состояние', conditionOf(register, shown)]
  if (trouble !== undefined) yield ['Что делать', trouble.text]
}

/** What the register is doing, in a few words. */
function conditionOf({ identity, trouble, receipts }: RegisterView, shown: ShownMoment): string {
  if ((receipts['unresolved'] ?? 0) > 0) return 'остановлена до решения по чеку'
  if (trouble !== undefined) return `ждёт с ${shown(trouble.since)}`
  return identity === undefined ? 'связи ещё не было' : 'работает'
}

function title({ id, numberKkm, default: isDefault }: RegisterView): string {
  const number = numberKkm === undefined ? '' : `, номер ККМ ${numberKkm}`
  return `Касса ${id}${number}${isDefault ? ', по умолчанию' : ''}`
}

function tunnelText({ reachable, misses, failure }: NonNullable<PortalView['tunnel']>): string {
  const why = failure === undefined ? '' : `: ${failure}`
  if (reachable === 'no') return `мост не виден снаружи${why}`
  if (misses > 0) return `проверок подряд не прошло: ${misses}${why}`
  return reachable === 'yes' ? 'мост виден снаружи' : 'ещё не проверялся'
}

function* portalRows({ heardAt, owed, tunnel }: PortalView, shown: ShownMoment): Generator<Row> {
  if (tunnel !== undefined) yield ['Туннель', tunnelText(tunnel)]
  yield ['Обращался', heardAt === undefined ? 'после запуска моста ещё нет' : shown(heardAt)]
  if (owed !== undefined) yield ['Результаты', owed === 0 ? 'переданы все' : `ещё не переданы: ${owed}`]
}

const width = 80

/** How receipts end that a start found in work. */
const ends: readonly Row[] = [
  ['registered', 'зарегистрировано'],
  ['accepted', 'будет напечатано'],
  ['refused', 'отклонено'],
  ['unresolved', 'требует решения'],
]

/** Nothing when there was nothing to find out. */
function recoveryText({ found, settled, inDoubt }: RecoveryView): string[] {
  const count = found['printing'] ?? 0
  if (count === 0) return []
  const counts = [
    ...ends.map(([state, text]) => [text, settled[state] ?? 0] as const),
    ['выясняется', inDoubt] as const,
  ]
  const parts = counts.filter(([, one]) => one > 0).map(([text, one]) => `${text} ${one}`)
  return [`${wrapText(`После запуска: чеков в работе было ${count}: ${parts.join(', ')}`, width, '')}\n`]
}

/** Blocking alarms first, each with what it is about and what to do. */
function alarmsText(alarms: readonly AlarmView[]): string {
  const sorted = [...alarms].sort((one, other) => Number(other.blocking) - Number(one.blocking))
  const blocks = sorted.map(({ name, subject, text, blocking, detail }) => {
    const about = wrapText(`${blocking ? '!!' : '! '} ${name} ${subject}`, width, '  ')
    const details = detail === undefined ? [] : [wrapText(detail, width, '     ')]
    return [about, ...details, wrapText(text, width, '     ')].join('\n')
  })
  return `Тревоги (!! — продавать нельзя)\n${blocks.join('\n')}\n`
}

/** Rows under a title. */
function block(heading: string, rows: Iterable<Row>): string {
  const lines = [...rows].map(([name, value]) => `  ${name.padEnd(nameWidth)}${value}`)
  return `${heading}\n${lines.join('\n')}\n`
}

/** The status for a terminal of 80 columns, one register after the other. */
export function statusTable({ version, timeZone, registers, alarms = [], portal, recovery }: StatusView): string {
  const shown: ShownMoment = (iso) => momentText(iso, timeZone)
  const blocks = registers.map((register) => block(title(register), registerRows(register, shown)))
  if (portal !== undefined) blocks.push(block('Битрикс24', portalRows(portal, shown)))
  if (recovery !== undefined) blocks.push(...recoveryText(recovery))
  const told = alarms.length === 0 ? [] : [alarmsText(alarms)]
  return [`fiscal-bridge ${version}\n`, ...blocks, ...told].join('\n')
}

/** Exit code of `status`: 0 all well, 1 something waits for somebody, 2 a register cannot sell. */
export function statusCode({ registers, alarms = [] }: StatusView): number {
  return Math.max(0, ...registers.map(registerCode), ...alarms.map(({ blocking }) => (blocking ? 2 : 1)))
}

function registerCode(register: RegisterView): number {
  const { identity, status, trouble, receipts } = register
  const cannotSell =
    identity === undefined ||
    trouble !== undefined ||
    (receipts['unresolved'] ?? 0) > 0 ||
    status?.paper === 'out' ||
    status?.cover === 'open'
  if (cannotSell) return 2
  return status?.paper === 'low' || (receipts['held'] ?? 0) > 0 ? 1 : 0
}

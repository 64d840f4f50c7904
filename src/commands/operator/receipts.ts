import { type Command, InvalidArgumentError } from 'commander'
import type { ReceiptView } from '../../admin/one-receipt.ts'
import type { ReceiptLine, ReceiptPage } from '../../admin/receipt-view.ts'
import { OperatorError } from '../../base/operator-error.ts'
import { type DecisionName, nameOf } from '../../record/decided.ts'
import type { ReceiptState, StateName } from '../../record/record.ts'
import { holdWords, stateWords, unresolvedWords } from '../../words/ru/states.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { fetchJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { momentText } from '../cli/moment-text.ts'
import { day, positiveInteger } from '../cli/option-values.ts'
import { wrapText } from '../cli/wrap-text.ts'

interface ReceiptsOptions extends AdminAddressOptions {
  readonly day?: string
  readonly find?: string
  readonly state?: string
  readonly limit: number
  readonly json?: true
}

const width = 80
const nameWidth = 14

const isStateName = (name: string): name is StateName => Object.hasOwn(stateWords, name)

function stateNames(text: string): string {
  if (text.split(',').every(isStateName)) return text
  throw new InvalidArgumentError(`Состояния: ${Object.keys(stateWords).join(', ')}.`)
}

const wordsOf = (state: string): string => (isStateName(state) ? stateWords[state] : state)

/** Two lines of the list: what became of it, and its names. */
function lineText(line: ReceiptLine, timeZone: string): string {
  const { uuid, acceptedAt, bitrixUuid, registerId, mode, total, state, document, shift } = line
  const what = [
    wordsOf(state),
    ...(document === undefined ? [] : [`ФД ${document}, смена ${shift}`]),
    registerId,
    ...(mode === 'ACTIVE' ? [] : ['учебный']),
  ]
  return `${momentText(acceptedAt, timeZone)} ${total.padStart(12)}  ${what.join(', ')}\n  ${uuid}  ${bitrixUuid}\n`
}

function pageText({ receipts, more }: ReceiptPage, timeZone: string): string {
  if (receipts.length === 0) return 'Таких чеков нет.\n'
  const rest = more ? ['Показаны не все: уточните --day, --find, --state или поднимите --limit.\n'] : []
  return [...receipts.map((line) => lineText(line, timeZone)), ...rest].join('')
}

function stateText(state: ReceiptState): string {
  const words = stateWords[state.name]
  switch (state.name) {
    case 'registered': {
      const { number, sign, fn, shift } = state.document
      return `${words}: ФД ${number}, ФП ${sign}, ФН ${fn}, смена ${shift}`
    }
    case 'refused':
      return `${words}: ${state.text}`
    case 'held':
      return `${words}: ${holdWords[state.because.kind]}`
    case 'unresolved':
      return `${words}: ${unresolvedWords[state.why]}`
    case 'alias':
      return `${words} чека ${state.of}`
    case 'accepted':
    case 'printing':
      return words
  }
}

const decisionWords: Readonly<Record<DecisionName, string>> = {
  document: 'чек — документ накопителя',
  'not-printed': 'чек не напечатан',
  'attested-not-printed': 'чек не напечатан, со слов решившего',
  attributes: 'чек напечатан, реквизиты введены со слов решившего',
  print: 'печатать',
  'same-as': 'это повтор другого чека',
  cancel: 'отменить',
  confirm: 'не ждать вопроса Битрикс24',
}

const toldWords = { done: 'знает, что напечатан', error: 'знает об отказе' } as const

function* receiptRows(receipt: ReceiptView): Generator<readonly [name: string, value: string]> {
  const { bitrixUuid, type, mode, registerId, state, told, decisions = [] } = receipt
  yield ['Чек Битрикс24', mode === 'ACTIVE' ? `${bitrixUuid}, ${type}` : `${bitrixUuid}, ${type}, учебный`]
  yield ['Касса', registerId]
  if (receipt.receipt !== null) yield ['Сумма', receipt.receipt.total]
  yield ['Состояние', stateText(state)]
  yield ['Битрикс24', told === undefined ? 'итога ещё не знает' : toldWords[told]]
  for (const { what, by } of decisions) yield ['Решение', `${decisionWords[nameOf(what)]}; ${by}`]
}

function receiptText(receipt: ReceiptView, timeZone: string): string {
  const indent = ' '.repeat(nameWidth + 2)
  const rows = [...receiptRows(receipt)].map(
    ([name, value]) => `  ${name.padEnd(nameWidth)}${wrapText(value, width, indent).trimStart()}\n`,
  )
  const history = receipt.history.map(
    ({ at, event, state }) => `  ${momentText(at, timeZone)}  ${stateWords[state]} (${event})\n`,
  )
  return [`Чек ${receipt.uuid}\n`, ...rows, '\nЧто с ним было\n', ...history].join('')
}

async function one(uuid: string, { json, ...options }: ReceiptsOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const receipt = await fetchJson(address, `/api/receipts/${encodeURIComponent(uuid)}`, host.stopping)
  host.stdout.write(
    json === true ? `${JSON.stringify(receipt, null, 2)}\n` : receiptText(receipt as ReceiptView, host.timeZone),
  )
}

async function list(options: ReceiptsOptions, host: Host): Promise<void> {
  const { day: wanted, find, state, limit, json } = options
  if (wanted !== undefined && (find !== undefined || state !== undefined)) {
    throw new OperatorError('Поиск идёт по всем дням: укажите либо --day, либо --find и --state.')
  }
  const query = new URLSearchParams({
    limit: String(limit),
    ...(wanted !== undefined && { day: wanted }),
    ...(find !== undefined && { q: find }),
    ...(state !== undefined && { state }),
  })
  const address = await adminAddress(options, host)
  const page = (await fetchJson(address, `/api/receipts?${query}`, host.stopping)) as ReceiptPage
  host.stdout.write(json === true ? `${JSON.stringify(page, null, 2)}\n` : pageText(page, host.timeZone))
}

/** `fiscal-bridge receipts`: the receipts of a day, those that are looked for, or all about one. */
export const receiptsCommand = (host: Host): Command =>
  withAdminOptions(
    makeCommand(
      {
        name: 'receipts',
        summary: 'Показать чеки дня, найти чек или показать всё об одном.',
        examples: ['receipts', 'receipts --day 2026-11-23', 'receipts --find 1161.30', 'receipts 0J5…9Z'],
      },
      host,
    )
      .argument('[uuid]', 'UUID чека, о котором показать всё')
      .option('--day <day>', 'день приёма чеков; без него сегодня', day)
      .option('--find <text>', 'номер чека, сумма, ФД, телефон или почта покупателя, за все дни')
      .option('--state <states>', 'состояния через запятую, например held,unresolved', stateNames)
      .option('--limit <count>', 'сколько показать, новые сверху', positiveInteger, 20)
      .option('--json', 'вывести JSON'),
  ).action((uuid: string | undefined, options: ReceiptsOptions) =>
    uuid === undefined ? list(options, host) : one(uuid, options, host),
  )

import type { HoldReason, StateName, UnresolvedReason } from './record.ts'

/** States in people's words, to be read after «чек». */
export const stateWords: Readonly<Record<StateName, string>> = {
  accepted: 'принят',
  held: 'задержан',
  printing: 'печатается',
  registered: 'зарегистрирован',
  refused: 'отклонён',
  unresolved: 'не решён: ждёт решения человека',
  alias: 'повтор',
}

/** Why nobody but a person can decide, in people's words. */
export const unresolvedWords: Readonly<Record<UnresolvedReason, string>> = {
  'fn-changed': 'в кассе сменился накопитель',
  'memory-behind': 'в накопителе меньше документов, чем было до чека',
  'document-unreadable': 'документ накопителя не читается и может быть этим чеком',
  'several-documents': 'в накопителе несколько документов с меткой этого чека',
  'content-differs': 'документ с меткой этого чека расходится с ним содержимым',
  'unmarked-lookalike': 'в накопителе похожий документ без метки моста',
  'third-attempt': 'не напечатан с трёх попыток, причина неизвестна',
  'record-unreadable': 'файл чека не читается',
}

/** Why a receipt is held, in people's words. */
export const holdWords: Readonly<Record<HoldReason['kind'], string>> = {
  'lost-answer': 'Битрикс24 мог не получить ответ о таком же чеке',
  searching: 'выясняется, не продан ли его товар после отказа другим чеком',
  'sold-since': 'его товар после отказа продан другим чеком',
  unsearched: 'его товар после отказа мог быть продан чеком, файл которого не читается',
  overdue: 'ждал печати слишком долго',
  restored: 'данные моста старше памяти касс',
}

import type { PrinterTrouble, RegisterStatus } from '../../../drivers/register.ts'
import type { HoldReason, StateName, UnresolvedReason } from '../../record/record.ts'

/** States in people's words, to be read after «чек». */
export const stateWords: Readonly<Record<StateName, string>> = {
  accepted: 'ждёт печати',
  held: 'задержан',
  printing: 'печатается',
  registered: 'зарегистрирован',
  refused: 'отклонён',
  unresolved: 'ждёт решения',
  alias: 'второе имя',
}

/** Why nobody but a person can decide, in people's words. */
export const unresolvedWords: Readonly<Record<UnresolvedReason, string>> = {
  'fn-changed': 'в кассе сменился накопитель, пока чек печатался',
  'memory-behind': 'в накопителе меньше документов, чем было до чека',
  'document-unreadable': 'документ накопителя не читается и может быть этим чеком',
  'several-documents': 'в накопителе несколько документов с меткой этого чека',
  'content-differs': 'документ с меткой этого чека расходится с ним содержимым',
  'unmarked-lookalike': 'в накопителе похожий документ без метки моста, возможно, другой программы',
  'third-attempt': 'не напечатан с трёх попыток, причина неизвестна',
  'record-unreadable': 'файл чека не читается, известно только его имя',
}

/** Why a receipt is held, in people's words. */
export const holdWords: Readonly<Record<HoldReason['kind'], string>> = {
  'lost-answer': 'Битрикс24 мог не получить ответ о таком же чеке',
  searching: 'выясняется, не продан ли его товар после отказа другим чеком',
  'sold-since': 'его товар после отказа продан другим чеком',
  unsearched: 'его товар после отказа мог быть продан чеком, файл которого не читается',
  overdue: 'ждал печати слишком долго, его могли пробить на другой кассе',
  restored: 'данные моста старше памяти касс, с тех пор его могли отменить или пробить заново',
}

export const paperWords: Readonly<Record<RegisterStatus['paper'], string>> = {
  present: 'есть',
  low: 'кончается',
  out: 'нет',
}

export const coverWords: Readonly<Record<RegisterStatus['cover'], string>> = { closed: 'закрыта', open: 'открыта' }

export const printerWords: Readonly<Record<PrinterTrouble, string>> = {
  'no-link': 'нет связи с принтером',
  mechanical: 'механическая ошибка принтера',
  cutter: 'ошибка ножа',
  overheated: 'перегрев печатающей головки',
  'paper-jam': 'замятие бумаги',
  presenter: 'ошибка презентера',
}

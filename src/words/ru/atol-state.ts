import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { stateErrors } from '../../../drivers/atol/errors/state-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { registerTexts } from './register.ts'

const startsAnew = 'Мост отменит незакрытый чек и начнёт его заново, делать ничего не нужно.'

/** ATOL's errors of states, order of commands and waiting, in Russian: the vendor's own text, then what to do. */
export const atolState: Wordings<AtolReasons<typeof stateErrors>> = {
  ATOL_VOID_IMPOSSIBLE: `Невозможно сторно последней операции. ${startsAnew}`,
  ATOL_VOID_BY_CODE_IMPOSSIBLE: `Сторно по коду невозможно (в чеке зарегистрировано меньшее количество товаров с указанным кодом). ${startsAnew}`,
  ATOL_REPEAT_IMPOSSIBLE: `Невозможен повтор последней операции. ${startsAnew}`,
  ATOL_SECOND_DISCOUNT: `Повторная скидка на операцию невозможна. ${startsAnew}`,
  ATOL_DISCOUNT_IMPOSSIBLE: `Скидка/надбавка на предыдущую операцию невозможна. ${startsAnew}`,
  ATOL_NO_MORE_DATA: 'Нет больше данных для передачи ПО ККТ. Данные кончились; делать ничего не нужно.',
  ATOL_SALE_UNCONFIRMED: `Нет подтверждения или отмены продажи. ${startsAnew}`,
  ATOL_REPORT_INTERRUPTED:
    'Отчёт с гашением прерван. Вход в режим невозможен. Допечатайте прерванный Z-отчёт: вставьте бумагу и закройте смену ещё раз.',
  ATOL_WRONG_MODE:
    'Команда не реализуется в данном режиме ККТ. Мост вернёт кассу в нужный режим и повторит; не работайте с кассой вручную.',
  ATOL_NO_MORE_LINES: 'Нет больше строк картинки/штрихкода. Строки картинки кончились; делать ничего не нужно.',
  ATOL_PREVIOUS_UNFINISHED: 'Предыдущая операция незавершена. Подождите: мост повторит, когда касса закончит.',
  ATOL_AFTER_DISCOUNT: `Операция после скидки / надбавки невозможна. ${startsAnew}`,
  ATOL_ANNUL_OPEN: `Открыт чек аннулирования, операция невозможна. ${startsAnew}`,
  ATOL_REFUND_OPEN: `Открыт чек возврата, операция невозможна. ${startsAnew}`,
  ATOL_SHIFT_EXPIRED: registerTexts.SHIFT_EXPIRED,
  ATOL_SALE_OPEN: `Открыт чек продажи, операция невозможна. ${startsAnew}`,
  ATOL_TAPE_IN_WORK: 'Идёт обработка контрольной ленты. Подождите: касса обрабатывает контрольную ленту.',
  ATOL_SHIFT_CLOSED: registerTexts.SHIFT_CLOSED,
  ATOL_RECEIPT_CLOSED:
    'Чек закрыт, операция невозможна. Чек уже закрыт: мост проверит по фискальному накопителю, оформлен ли он.',
  ATOL_RECEIPT_OPEN: `Чек открыт, операция невозможна. ${startsAnew}`,
  ATOL_SHIFT_OPEN: registerTexts.SHIFT_OPEN,
  ATOL_NOTHING_TO_PRINT:
    'Нет отчётов. Печатать нечего или последний документ не был закрыт: выберите документ по номеру.',
  ATOL_RECEIPT_NOT_IN_JOURNAL: 'Нет указанного чека в КЛ. Такого чека нет в журнале: проверьте номер.',
  ATOL_JOURNAL_END: 'Нет больше записей КЛ. Записи журнала кончились; делать ничего не нужно.',
  ATOL_NO_BUFFER_DATA: 'Отсутствуют данные в буфере ККТ. В буфере кассы нет данных; делать ничего не нужно.',
  ATOL_DISCOUNT_NOT_CANCELLED: `Невозможна отмена скидки/надбавки. ${startsAnew}`,
  ATOL_MORE_THAN_ONE_ITEM: `Больше одной регистрации в чеке. ${startsAnew}`,
  ATOL_FN_NO_DATA: registerTexts.NO_DATA,
  ATOL_NO_SECOND_COPY:
    'Невозможно напечатать вторую фискальную копию. Вторую фискальную копию касса не печатает: напечатайте копию документа по номеру.',
  ATOL_TAX_IMPOSSIBLE: `Начисление налога на последнюю операцию невозможно. ${startsAnew}`,
  ATOL_FN_SHIFT_EXPIRED: registerTexts.SHIFT_EXPIRED,
}

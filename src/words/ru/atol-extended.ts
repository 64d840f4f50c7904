import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { extendedErrors } from '../../../drivers/atol/errors/extended-errors.ts'
import type { AtolDetails } from '../../../drivers/atol/errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const startsAnew = 'Мост отменит незакрытый чек и начнёт его заново, делать ничего не нужно.'
const fillIn = 'Заполните его в заказе или в настройках моста.'

/** ATOL's extended errors (register 55) and unknown ones, in Russian: the vendor's own text, then what to do. */
export const atolExtended: Wordings<AtolReasons<typeof extendedErrors> & AtolDetails> = {
  ATOL_CORRECTION_ITEMS: 'В чеке коррекции больше одной позиции. Оставьте в чеке коррекции одну позицию.',
  ATOL_CODES_IN_AUTONOMOUS_MODE:
    'Более 10 позиций с кодами товара в автономном режиме. Разделите заказ: не больше 10 товаров с кодами маркировки в чеке.',
  ATOL_WRONG_TAX_SYSTEM:
    'Неверная система налогообложения. Укажите в настройках моста СНО, с которой касса зарегистрирована.',
  ATOL_TAX_RATE_FORBIDDEN:
    'Недопустимая ставка налога. Касса не знает этой ставки НДС: обновите прошивку или исправьте ставку товара.',
  ATOL_METHOD_FORBIDDEN:
    'Недопустимый признак способа расчёта. Касса не принимает такой способ расчёта: проверьте вид чека.',
  ATOL_PRODUCT_CODE_FORBIDDEN: 'Недопустимый тип кода товара. Проверьте код маркировки товара: касса его не принимает.',
  ATOL_EXCISE_NOT_REGISTERED:
    'Продажа подакцизного товара недопустима. Уберите подакцизный товар из заказа или перерегистрируйте кассу.',
  ATOL_DISCOUNT_WITH_UNIT_TAX: 'Скидка на позицию запрещена при налоге за единицу. Уберите скидку с этой позиции.',
  ATOL_DISCOUNT_WITH_PRINTED_DISCOUNT:
    'Скидка запрещена, если передана информация о скидке. Уберите одну из двух скидок позиции.',
  ATOL_OTHER_TAX_SYSTEM:
    'СНО позиции отличается от СНО чека. Разделите заказ: в одном чеке одна система налогообложения.',
  ATOL_REQUISITE_REPEATED: `Реквизит уже передан. ${startsAnew}`,
  ATOL_REQUISITES_IN_FN_STATE:
    'Программирование реквизитов невозможно в этом состоянии ФН. Накопителя нет или его архив закрыт: вызовите сервисную организацию.',
  ATOL_REQUISITE_FIXED: 'Реквизит нельзя менять при перерегистрации. Этот реквизит меняют только с новым накопителем.',
  ATOL_ILLEGAL_STATE_CHANGE: `Недопустимая смена состояния. ${startsAnew}`,
  ATOL_ILLEGAL_REQUISITES:
    'Недопустимое сочетание реквизитов. Проверьте данные агента, поставщика и покупателя в заказе и версию ФФД кассы.',
  ATOL_REQUISITE_MISSING: `Не передан обязательный реквизит. ${fillIn}`,
  ATOL_TAG_MISSING: ({ tag }) => `Не передан обязательный реквизит (тег ${tag}). ${fillIn}`,
  ATOL_ITEM_NOT_BEGUN: `Позиция не начата. ${startsAnew}`,
  ATOL_ITEM_BEGUN: `Реквизит чека передан внутри позиции. ${startsAnew}`,
  ATOL_REQUISITE_PRINTED: `Реквизит уже напечатан. ${startsAnew}`,
  ATOL_REQUISITE_BUFFER_FULL: 'Переполнение буфера реквизитов. Сократите названия и адреса или разделите заказ.',
  ATOL_BAD_REREGISTRATION_REASON: 'Недопустимая причина перерегистрации. Выберите другую причину перерегистрации.',
  ATOL_FISCAL_REPORT_INTERRUPTED:
    'Печать фискального отчёта прервана. Отчёт уже в накопителе: вставьте бумагу и допечатайте его.',
  ATOL_FN_UNRECOVERABLE:
    'Неисправимая ошибка ФН. Касса не может продавать: вызовите сервисную организацию, накопитель нужно заменить.',
  ATOL_FN_READING_INTERRUPTED: 'Чтение документа из ФН прервано. Подождите: мост прочитает документ ещё раз.',
  ATOL_UNKNOWN: ({ error }) =>
    `Касса ответила ошибкой ${error}, которой мост не знает. Посмотрите её в руководстве кассы или вызовите сервисную организацию.`,
}

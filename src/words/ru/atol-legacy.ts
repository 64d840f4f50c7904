import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { legacyErrors } from '../../../drivers/atol/errors/legacy-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const oldRegister = 'Эта ошибка старых касс; чек не оформлен. Если повторяется, вызовите сервисную организацию.'
const transport = 'Ошибка транспортных касс: проверьте, что касса в режиме торговли.'

/** ATOL's errors of older registers, in Russian: the vendor's own text, then what to do. */
export const atolLegacy: Wordings<AtolReasons<typeof legacyErrors>> = {
  ATOL_TAPE_PROCESSED: 'Контрольная лента обработана без ошибок. Это сообщение, а не отказ; делать ничего не нужно.',
  ATOL_WRONG_COMMAND_LENGTH: 'Некорректная длина команды. Прошивка кассы не понимает команду моста: обновите прошивку.',
  ATOL_ORDER_TABLE_OVERFLOW: `Переполнение таблицы заказов. ${oldRegister}`,
  ATOL_RETURN_IMPOSSIBLE: 'Невозможен возврат товара. Касса не оформляет этот возврат; оформите его на другой кассе.',
  ATOL_MEMO_LOCKED: `Memo Plus 3 заблокировано с ПК. ${oldRegister}`,
  ATOL_MEMO_CHECKSUM: `Ошибка контрольной суммы таблицы настроек Memo Plus 3. ${oldRegister}`,
  ATOL_WRONG_DEVICE_COMMAND: `Неверная команда от ККТ. ${oldRegister}`,
  ATOL_TAPE_NOT_FULL: `Буфер контрольной ленты не переполнен. ${oldRegister}`,
  ATOL_WAITS_FM_PASSWORD: `ККМ заблокирована, ждёт ввода пароля доступа к ФП. ${oldRegister}`,
  ATOL_FISCAL_MEMORY_ERROR: `Ошибка фискальной памяти. ${oldRegister}`,
  ATOL_WRONG_ROUTE: `Неверный номер маршрута. ${transport}`,
  ATOL_WRONG_START_ZONE: `Неверный номер начальной зоны. ${transport}`,
  ATOL_WRONG_END_ZONE: `Неверный номер конечной зоны. ${transport}`,
  ATOL_WRONG_FARE_TYPE: `Неверный тип тарифа. ${transport}`,
  ATOL_WRONG_FARE: `Неверный тариф. ${transport}`,
  ATOL_DISPENSER_STATE: `Ошибочное состояние ТРК. ${oldRegister}`,
  ATOL_WRONG_DISPENSER: `Ошибочный номер ТРК. ${oldRegister}`,
  ATOL_WRONG_TARGET_OLD: `Недопустимое целевое устройство. ${oldRegister}`,
  ATOL_ACTIVATIONS_USED: `В ККМ произведено 20 активизаций. ${oldRegister}`,
  ATOL_REPORT_BROKEN: 'Снятие отчёта прервалось. Отчёт прервался: проверьте бумагу и повторите отчёт.',
  ATOL_KEYS_PRESSED: 'Более одной клавиши ККМ нажаты одновременно. Отпустите клавиши кассы и повторите.',
}

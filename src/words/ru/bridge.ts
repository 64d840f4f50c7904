import type { BridgeReasons } from '../reasons/bridge-reasons.ts'
import type { TroubleCode, Wordings } from '../reasons/catalogue.ts'

const ifSold = 'Если продажа состоялась, напечатайте чек снова.'

/** What the bridge itself finds wrong. */
export const bridge: Wordings<Omit<BridgeReasons, TroubleCode>> = {
  OTHER_INN: ({ seen, wanted }) => `ИНН кассы ${seen}, в настройках ${wanted}`,
  OTHER_SERIAL: ({ seen, wanted }) => `заводской номер ${seen}, в настройках ${wanted}`,
  OTHER_REGISTER: ({ difference }) =>
    `Подключена другая касса (${difference}). На ней ничего не печатается, чеки ждут. Подключите свою кассу или исправьте настройки (bitrix24.inn, registers[].numberKkm): печать продолжится сама.`,
  NEW_SHIFT_EXPIRED:
    'Касса отказывает, потому что смена длится больше 24 часов, хотя мост только что закрыл её и открыл новую. Проверьте часы кассы; если они верны, вызовите сервисную организацию. Чеки ждут.',
  OPERATION_NOT_DONE: ({ why }) =>
    `${why} Сама операция не выполнена, и мост к ней не вернётся: повторите её, когда касса будет готова.`,
  OPERATION_IN_DOUBT: ({ why }) =>
    `${why} Выполнена ли сама операция, неизвестно: проверьте это по кассе, прежде чем повторять.`,
  FN_REPLACED_IN_AUDIT: 'Накопитель кассы сменился посреди сверки. Повторите её.',
  TEST_RECEIPT:
    'Учебный чек (режим TEST) не печатается на кассе с настоящим накопителем. Повторите печать: мост возьмёт учебную кассу.',
  REFUSED_BY_REGISTER: ({ why }) => `Чек не зарегистрирован. ${why}`,
  CANCELLED: `Чек отменён оператором и не зарегистрирован. ${ifSold}`,
  NOT_PRINTED: `Чек не зарегистрирован: так решил оператор, сверившись с кассой. ${ifSold}`,
  ORIGINAL_REFUSED: `Чек не зарегистрирован: отклонён тот, чьим повтором он назван, и под тем номером пробит другой товар. ${ifSold}`,
}

/**
 * Every text that a manager reads in an order, by code: 1 the request itself, 2 access and choice of register, 3 fields,
 * 4 sums, 5 VAT, 6 rules of the receipt, 7 the bridge. Codes are stable: the README beside lists them.
 */
export const messages = {
  bodyEmpty: {
    code: 'B24-101',
    ru: 'Мост получил пустой запрос. Чек не зарегистрирован. Повторите печать; если повторится, проверьте туннель до магазина.',
    en: 'The bridge got an empty request. Nothing was registered. Print again; if it repeats, check the tunnel to the shop.',
  },
  bodyBroken: {
    code: 'B24-102',
    ru: 'Запрос пришёл обрезанным или испорченным ({detail}). Чек не зарегистрирован. Повторите печать; если повторится, проверьте туннель до магазина.',
    en: 'The request came cut or damaged ({detail}). Nothing was registered. Print again; if it repeats, check the tunnel to the shop.',
  },
  bodyNesting: {
    code: 'B24-103',
    ru: 'В запросе больше {limit} уровней вложенности. Чек не зарегистрирован. Сообщите администратору портала: данные чека меняет какое-то приложение.',
    en: 'The request nests deeper than {limit} levels. Nothing was registered. Tell the portal administrator: some application alters receipts.',
  },
  bodyKeys: {
    code: 'B24-104',
    ru: 'В запросе больше {limit} полей. Чек не зарегистрирован. Разбейте заказ на несколько чеков.',
    en: 'The request has more than {limit} fields. Nothing was registered. Split the order into several receipts.',
  },
  duplicateKey: {
    code: 'B24-105',
    ru: 'Поле «{name}» пришло в запросе дважды. Чек не зарегистрирован: непонятно, какому значению верить. Сообщите администратору портала.',
    en: 'Field "{name}" came twice. Nothing was registered: no telling which value is right. Tell the portal administrator.',
  },
  bodyTooLarge: {
    code: 'B24-106',
    ru: 'Запрос больше {limit} байт. Чек не зарегистрирован. Разбейте заказ на несколько чеков.',
    en: 'The request is larger than {limit} bytes. Nothing was registered. Split the order into several receipts.',
  },
  unknownPath: {
    code: 'B24-107',
    ru: 'По этому адресу мост чеков не принимает. Чек не зарегистрирован. Администратору: проверьте адреса обработчика кассы.',
    en: 'The bridge takes no receipts at this address. Nothing was registered. Administrator: check the addresses of the cashbox handler.',
  },
  busy: {
    code: 'B24-108',
    ru: 'К мосту пришло больше запросов, чем он успевает принять. Чек не зарегистрирован. Повторите печать через минуту; если повторится, администратору: кто-то чужой занимает адрес моста.',
    en: 'More requests came to the bridge than it can take. Nothing was registered. Print again in a minute; if it repeats, administrator: a stranger occupies the address of the bridge.',
  },
  wrongSecret: {
    code: 'B24-201',
    ru: 'Неверный секрет в адресе моста. По этому запросу ничего не пробито. Администратору: обновите адреса обработчика кассы.',
    en: 'Wrong secret in the address of the bridge. This request registered nothing. Administrator: renew the addresses of the cashbox handler.',
  },
  loginMissing: {
    code: 'B24-202',
    ru: 'В настройках кассы Битрикс24 не заполнен логин или пароль моста. По этому запросу ничего не пробито. Заполните их в карточке кассы и напечатайте чек снова.',
    en: 'The login or password of the bridge is missing in the cashbox settings. This request registered nothing. Fill them in and print again.',
  },
  loginWrong: {
    code: 'B24-203',
    ru: 'Неверный логин или пароль моста в настройках кассы Битрикс24. По этому запросу ничего не пробито. Исправьте их в карточке кассы и напечатайте чек снова.',
    en: 'Wrong login or password of the bridge in the cashbox settings. This request registered nothing. Correct them and print again.',
  },
  innMissing: {
    code: 'B24-204',
    ru: 'В настройках кассы Битрикс24 не заполнен ИНН. По этому запросу ничего не пробито. Укажите ИНН владельца кассы в карточке кассы и напечатайте чек снова.',
    en: 'The INN is missing in the cashbox settings. This request registered nothing. Fill in the INN of the register owner and print again.',
  },
  innOther: {
    code: 'B24-205',
    ru: 'ИНН {inn} в настройках кассы Битрикс24 не совпадает с ИНН владельца кассы. По этому запросу ничего не пробито. Проверьте, та ли касса выбрана, и исправьте ИНН.',
    en: 'INN {inn} in the cashbox settings is not that of the register owner. This request registered nothing. Check the cashbox and correct the INN.',
  },
  modeUnknown: {
    code: 'B24-206',
    ru: 'Режим «{mode}» в настройках кассы Битрикс24 мосту неизвестен. По этому запросу ничего не пробито. Выберите ACTIVE (боевой) или TEST (учебный) и напечатайте чек снова.',
    en: 'Mode "{mode}" in the cashbox settings is unknown. This request registered nothing. Choose ACTIVE or TEST and print again.',
  },
  registerUnknown: {
    code: 'B24-207',
    ru: 'Кассы с номером «{number}» у моста нет. Чек не зарегистрирован. Исправьте номер ККМ в карточке кассы или добавьте кассу в настройки моста.',
    en: 'The bridge has no register numbered "{number}". Nothing was registered. Correct the number in the cashbox card or configure the register.',
  },
  tooManyFailures: {
    code: 'B24-208',
    ru: 'Слишком много запросов с неверным доступом. По этому запросу ничего не пробито. {todo} и повторите через минуту.',
    en: 'Too many requests with wrong access. This request registered nothing. {todo} and repeat in a minute.',
  },
  fieldMissing: {
    code: 'B24-301',
    ru: '{place}: значение не пришло. Чек не зарегистрирован. Заполните его в заказе и напечатайте чек снова.',
    en: '{place}: the value is missing. Nothing was registered. Fill it in and print again.',
  },
  fieldNotText: {
    code: 'B24-302',
    ru: '{place}: вместо одного значения пришёл список. Чек не зарегистрирован. Сообщите администратору портала.',
    en: '{place}: a list came instead of one value. Nothing was registered. Tell the portal administrator.',
  },
  fieldNotList: {
    code: 'B24-303',
    ru: '{place}: вместо списка пришло другое. Чек не зарегистрирован. Сообщите администратору портала.',
    en: '{place}: something else came instead of a list. Nothing was registered. Tell the portal administrator.',
  },
  fieldEncoding: {
    code: 'B24-304',
    ru: '{place}: текст испорчен (не UTF-8 и не windows-1251). Чек не зарегистрирован. Наберите его заново и напечатайте чек снова.',
    en: '{place}: the text is damaged (neither UTF-8 nor windows-1251). Nothing was registered. Type it anew and print again.',
  },
  fieldTooLong: {
    code: 'B24-305',
    ru: '{place}: длиннее {limit} знаков. Чек не зарегистрирован. Сократите и напечатайте чек снова.',
    en: '{place}: longer than {limit} characters. Nothing was registered. Shorten it and print again.',
  },
  notNumber: {
    code: 'B24-306',
    ru: '{place}: «{value}» не число. Чек не зарегистрирован. Исправьте и напечатайте чек снова.',
    en: '{place}: "{value}" is not a number. Nothing was registered. Correct it and print again.',
  },
  negative: {
    code: 'B24-307',
    ru: '{place}: отрицательное число {value}. Чек не зарегистрирован. Исправьте заказ и напечатайте чек снова.',
    en: '{place}: negative number {value}. Nothing was registered. Correct the order and print again.',
  },
  tooLarge: {
    code: 'B24-309',
    ru: '{place}: {value} больше, чем допускает касса ({limit}). Чек не зарегистрирован. Разбейте заказ на несколько чеков.',
    en: '{place}: {value} is more than a register takes ({limit}). Nothing was registered. Split the order into several receipts.',
  },
  partOfThousandth: {
    code: 'B24-310',
    ru: '{place}: в количестве {value} больше трёх знаков после запятой. Чек не зарегистрирован. Округлите количество до тысячных и напечатайте чек снова.',
    en: '{place}: {value} has more than three decimals. Nothing was registered. Round the quantity to thousandths and print again.',
  },
  zeroQuantity: {
    code: 'B24-311',
    ru: '{place}: количество ноль. Чек не зарегистрирован. Уберите строку или укажите количество и напечатайте чек снова.',
    en: '{place}: the quantity is zero. Nothing was registered. Drop the line or set a quantity and print again.',
  },
  tooMany: {
    code: 'B24-312',
    ru: '{place}: {count}, а в одном чеке может быть не больше {limit}. Чек не зарегистрирован. Разбейте заказ на несколько чеков.',
    en: '{place}: {count}, and one receipt may have {limit} at most. Nothing was registered. Split the order into several receipts.',
  },
  unknownValue: {
    code: 'B24-313',
    ru: '{place}: значение «{value}» мосту неизвестно. Чек не зарегистрирован. Выберите другое в заказе или сообщите администратору портала.',
    en: '{place}: value "{value}" is unknown. Nothing was registered. Choose another one or tell the portal administrator.',
  },
  otherCurrency: {
    code: 'B24-314',
    ru: '{place}: валюта «{value}», а касса считает только в рублях. Чек не зарегистрирован. Переведите заказ в рубли и напечатайте чек снова.',
    en: '{place}: currency "{value}", but a register counts in roubles only. Nothing was registered. Convert the order and print again.',
  },
  paymentUnknown: {
    code: 'B24-315',
    ru: '{place}: мост не знает типа оплаты «{kind}». Чек не зарегистрирован. Администратору: впишите в настройку моста bitrix24.paymentForms, чем это бывает в чеке (например, "{kind}": "cashless"), затем напечатайте чек снова.',
    en: '{place}: payment type "{kind}" is unknown. Nothing was registered. Administrator: say in the setting bitrix24.paymentForms what it is in a receipt (such as "{kind}": "cashless"), then print again.',
  },
  paymentsDiffer: {
    code: 'B24-401',
    ru: 'Сумма товаров {items} не равна сумме оплат {payments}. Чек не зарегистрирован. Исправьте оплату или состав заказа и напечатайте чек снова.',
    en: 'Items make {items}, payments {payments}. Nothing was registered. Correct the payment or the items and print again.',
  },
  totalDiffers: {
    code: 'B24-402',
    ru: 'Сумма товаров {items} не равна итогу чека {total}. Чек не зарегистрирован. Исправьте состав заказа и напечатайте чек снова.',
    en: 'Items make {items}, the total is {total}. Nothing was registered. Correct the items and print again.',
  },
  lineDiffers: {
    code: 'B24-403',
    ru: '{place}: цена {price} × количество {quantity} не даёт сумму {sum}. Чек не зарегистрирован. Исправьте цену, количество или скидку и напечатайте чек снова.',
    en: '{place}: price {price} × quantity {quantity} does not make {sum}. Nothing was registered. Correct price, quantity or discount and print again.',
  },
  vatUnknown: {
    code: 'B24-501',
    ru: '{place}: мост не знает ставку НДС с идентификатором {id}. Чек не зарегистрирован. Администратору: обновите таблицу ставок (fiscal-bridge vat sync), затем напечатайте чек снова.',
    en: '{place}: VAT id {id} is unknown. Nothing was registered. Administrator: renew the table of rates (fiscal-bridge vat sync), then print again.',
  },
  vatEighteen: {
    code: 'B24-502',
    ru: '{place}: ставка НДС 18 % не действует с 2019 года. Чек не зарегистрирован. Выберите товару действующую ставку и напечатайте чек снова.',
    en: '{place}: VAT at 18 % ended in 2019. Nothing was registered. Give the product a rate in force and print again.',
  },
  vatTwenty: {
    code: 'B24-503',
    ru: '{place}: с 01.01.2026 для новых продаж ставка НДС 22 %, а не 20 %. Чек не зарегистрирован. Выберите товару ставку 22 % и напечатайте чек снова.',
    en: '{place}: since 2026-01-01 new sales bear VAT at 22 %, not 20 %. Nothing was registered. Give the product 22 % and print again.',
  },
  markingMissing: {
    code: 'B24-601',
    ru: '{place}: товар маркированный, а кода маркировки нет. Чек не зарегистрирован. Отсканируйте код в отгрузке и напечатайте чек по отгрузке.',
    en: '{place}: marked goods without a marking code. Nothing was registered. Scan the code in the shipment and print from it.',
  },
  markingQuantity: {
    code: 'B24-602',
    ru: '{place}: у товара с кодом маркировки количество {quantity}, а должно быть 1. Чек не зарегистрирован. Отсканируйте код каждой единицы и напечатайте чек снова.',
    en: '{place}: goods with a marking code have quantity {quantity} instead of 1. Nothing was registered. Scan each piece and print again.',
  },
  supplierInn: {
    code: 'B24-603',
    ru: '{place}: ИНН «{inn}» не из 10 или 12 цифр. Чек не зарегистрирован. Исправьте ИНН поставщика и напечатайте чек снова.',
    en: '{place}: INN "{inn}" is not 10 or 12 digits. Nothing was registered. Correct the supplier\'s INN and print again.',
  },
  buyerMissing: {
    code: 'B24-604',
    ru: 'У покупателя нет годного e-mail или телефона, а чек электронный: отправить его некуда. Чек не зарегистрирован. Укажите или исправьте контакт в заказе и напечатайте чек снова.',
    en: 'The buyer has no usable e-mail or phone, and the receipt is electronic only. Nothing was registered. Fill in or correct a contact and print again.',
  },
  creditPaid: {
    code: 'B24-605',
    ru: 'Чек «{type}», товары переданы в кредит, без оплаты, а оплачено {paid}. Чек не зарегистрирован. Если деньги прошли сразу, печатайте чек продажи или её возврата, если потом — оплаты кредита или её возврата; если денег не было, исправьте оплату в заказе.',
    en: 'Receipt "{type}", the goods are handed over on credit, unpaid, yet {paid} is paid. Nothing was registered. If money moved at once, print a sale or its return, if later, a repayment or its return; if none did, correct the payment in the order.',
  },
  creditForbidden: {
    code: 'B24-606',
    ru: 'Оплачено в кредит {credit}, а способ расчёта «{method}» кредита не допускает: он значит, что деньги получены. Чек не зарегистрирован. Исправьте форму оплаты или тип чека и напечатайте чек снова.',
    en: '{credit} is paid on credit, but method "{method}" has no credit: it means that money was taken. Nothing was registered. Correct the form of payment or the type of the receipt and print again.',
  },
  creditDiffers: {
    code: 'B24-607',
    ru: 'Товаров в кредит на {items}, а оплат в кредит на {credit}. Чек не зарегистрирован. Исправьте способ расчёта товаров или формы оплаты и напечатайте чек снова.',
    en: 'Goods on credit make {items}, payments on credit {credit}. Nothing was registered. Correct the methods of the goods or the forms of payment and print again.',
  },
  advanceByAdvance: {
    code: 'B24-608',
    ru: 'Аванс оплачен зачётом другого аванса ({advance}): новых денег в таком чеке нет. Чек не зарегистрирован. Исправьте форму оплаты или тип чека и напечатайте чек снова.',
    en: 'An advance is paid out of another one ({advance}): no new money is in it. Nothing was registered. Correct the form of payment or the type of the receipt and print again.',
  },
  methodDiffers: {
    code: 'B24-609',
    ru: '{place}: способ расчёта «{method}» не подходит чеку типа «{type}». Чек не зарегистрирован. Выберите другой тип чека или сообщите администратору портала: способ расчёта меняет какое-то приложение.',
    en: '{place}: method "{method}" does not belong into a receipt of type "{type}". Nothing was registered. Choose another type, or tell the portal administrator: some application alters the method.',
  },
  internetBuyerMissing: {
    code: 'B24-610',
    ru: 'У покупателя нет годного e-mail или телефона, а чек расчёта в интернете без него не пробивают. Чек не зарегистрирован. Укажите или исправьте контакт в заказе и напечатайте чек снова.',
    en: 'The buyer has no usable e-mail or phone, and a settlement on the Internet wants one. Nothing was registered. Fill in or correct a contact and print again.',
  },
  markingUnreadable: {
    code: 'B24-611',
    ru: '{place}: код маркировки «{code}» не прочесть: нужны 01, 14 цифр, 21 и серийный номер латиницей. Чек не зарегистрирован. Отсканируйте код в отгрузке заново, в английской раскладке, и напечатайте чек снова.',
    en: '{place}: marking code "{code}" is not legible: it should be 01, 14 digits, 21 and a serial in Latin letters. Nothing was registered. Scan it again in the shipment, with the English layout, and print again.',
  },
  gtinWrong: {
    code: 'B24-612',
    ru: '{place}: номера товара (GTIN) {gtin} не бывает: не сходится его контрольная цифра, код считан с ошибкой. Чек не зарегистрирован. Отсканируйте код в отгрузке заново и напечатайте чек снова.',
    en: '{place}: there is no goods number (GTIN) {gtin}: its check digit is wrong, so that the code was misread. Nothing was registered. Scan it again in the shipment and print again.',
  },
  markingDiffers: {
    code: 'B24-613',
    ru: '{place}: код маркировки и код товара (nomenclature_code) называют разные товары. Чек не зарегистрирован. Отсканируйте код в отгрузке заново и напечатайте чек снова; если повторится, сообщите администратору портала.',
    en: '{place}: the marking code and the product code (nomenclature_code) name different goods. Nothing was registered. Scan the code again in the shipment and print again; if it repeats, tell the portal administrator.',
  },
  cannotStore: {
    code: 'B24-701',
    ru: 'Мост не смог сохранить чек на диск. Чек не зарегистрирован. Администратору: проверьте диск моста, затем напечатайте чек снова.',
    en: 'The bridge could not store the receipt. Nothing was registered. Administrator: check the disk of the bridge, then print again.',
  },
  internal: {
    code: 'B24-703',
    ru: 'Внутренняя ошибка моста. Чек не зарегистрирован. Администратору: посмотрите журнал моста, затем напечатайте чек снова.',
    en: 'Internal error of the bridge. Nothing was registered. Administrator: see the log of the bridge, then print again.',
  },
  registerObjects: {
    code: 'B24-704',
    ru: 'Эта касса не может напечатать такой чек: {reason} Чек не зарегистрирован. Исправьте заказ или выберите другую кассу и напечатайте чек снова.',
    en: 'This register cannot print such a receipt: {reason} Nothing was registered. Correct the order or choose another register and print again.',
  },
  outcomeUnknown: {
    code: 'B24-705',
    ru: 'Мост не уверен, что чек не сохранён: диск отказал посреди записи. Исход неизвестен. Прежде чем печатать снова, посмотрите этот чек на странице моста.',
    en: 'The bridge cannot be sure that the receipt was not stored: the disk failed halfway. Outcome unknown. Look for the receipt in the bridge before printing again.',
  },
} as const satisfies Record<string, { readonly code: string; readonly ru: string; readonly en: string }>

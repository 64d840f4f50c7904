import { vatRates } from '../../../drivers/ffd/vat.ts'
import type { Objections } from '../../../drivers/objections.ts'
import type { Wordings } from '../reasons/catalogue.ts'
import { amount, roubles } from './amounts.ts'
import { requisite } from './requisites.ts'

/** Why a register could never register a receipt. */
export const objections: Wordings<Objections> = {
  FIELD_EMPTY: ({ tag }) => `Поле «${requisite(tag)}» пустое.`,
  FIELD_TOO_LONG: ({ tag, max }) => `Поле «${requisite(tag)}» длиннее ${max} символов.`,
  FIELD_CHARACTERS: ({ tag }) => `Поле «${requisite(tag)}» содержит знаки, которых нет в кодировке кассы.`,
  FIELD_TOO_LARGE: ({ tag, max }) =>
    `Поле «${requisite(tag)}» не помещается в один блок обмена с кассой (${max} байт). Сократите его.`,
  ITEM: ({ number, name, objection }) => `Позиция ${number} («${name}»). ${objection}`,
  ITEM_SUMS: ({ max }) => `Цена (тег 1079) и сумма (тег 1043) должны быть от 0 до ${roubles(max)}`,
  ITEM_QUANTITY: ({ max }) => `Количество (тег 1023) должно быть больше нуля и не больше ${amount(max)}.`,
  ITEM_VAT: ({ rate }) =>
    `Ставки «${vatRates[rate].label}» (тег 1199) нет в таблице налогов кассы. Обновите кассу или исправьте ставку товара.`,
  MARKING_UNCHECKED:
    'Маркированный товар на ФФД 1.2: команды проверки кодов маркировки в протоколе кассы не опубликованы, этот драйвер продать его не может. Пробейте чек в другой кассовой программе.',
  PRODUCT_CODE_MISSING: 'Маркированный товар без кода товара (тег 1162).',
  SUPPLIER_INN: 'ИНН поставщика (тег 1226) должен состоять из 10 или 12 цифр.',
  NO_ITEMS: 'В чеке нет ни одной позиции (тег 1059).',
  TOO_MANY_ITEMS: ({ count }) =>
    `Слишком много позиций (${count}): чек не поместится в фискальный документ. Разделите заказ на несколько чеков.`,
  TAX_SYSTEM: ({ taxSystem }) =>
    `Система налогообложения (тег 1055, код ${taxSystem}) не зарегистрирована в кассе. Исправьте настройку или перерегистрируйте кассу.`,
  RECEIPT_SUMS: ({ max }) =>
    `Сумма чека и каждая оплата должны быть от 0 до ${roubles(max)}: больше не передаёт протокол кассы.`,
  TOTALS_DIFFER: 'Сумма позиций, сумма оплат и итог чека (тег 1020) не равны друг другу.',
  BUYER_MISSING: 'Электронный чек без печати требует телефон или e-mail покупателя (тег 1008).',
  CASHIER_INN: 'ИНН кассира (тег 1203) должен состоять из 12 цифр.',
}

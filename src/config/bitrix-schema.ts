/** The `bitrix24` part of config.json: what the portal sends us and what its fields mean. */
import { getCountries } from 'libphonenumber-js/min'
import Type from 'typebox'
import { portalRates } from './bitrix-settings.ts'

/** The secret becomes a part of an address. */
export const secretPattern = '^[A-Za-z0-9_-]{4,128}$'

/** What an id of the portal's VAT table may stand for; the calculated rates of prepayments follow from these. */
const VatRecord = Type.Enum(portalRates, {
  description: 'ставка НДС: "none", "0", "5", "7", "10", "20" или "22"',
  examples: ['22'],
})

export const BitrixSection = Type.Object(
  {
    secret: Type.Optional(
      Type.String({
        pattern: secretPattern,
        writeOnly: true,
        description: 'секрет в адресе обработчика: от 4 до 128 латинских букв, цифр, «-» и «_»',
        examples: ['k3Jx9vQ2mT7w'],
      }),
    ),
    secretFile: Type.Optional(
      Type.String({ minLength: 1, description: 'файл с секретом, права 0600', examples: ['secret.txt'] }),
    ),
    login: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'логин из настроек кассы в Битрикс24 (AUTH, LOGIN)',
      examples: ['shop-bridge'],
    }),
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        writeOnly: true,
        description: 'пароль из настроек кассы в Битрикс24 (AUTH, PASSWORD) или его хеш scrypt$…',
        examples: ['длинный-случайный-пароль'],
      }),
    ),
    passwordFile: Type.Optional(
      Type.String({ minLength: 1, description: 'файл с паролем, права 0600', examples: ['password.txt'] }),
    ),
    webhookFile: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'файл с адресом входящего вебхука портала, права 0600',
        examples: ['webhook.txt'],
      }),
    ),
    inn: Type.String({
      pattern: '^(\\d{10}|\\d{12})$',
      description: 'ИНН продавца, 10 или 12 цифр',
      examples: ['7707083893'],
    }),
    vat: Type.Record(Type.String({ pattern: '^\\d{1,10}$' }), VatRecord, {
      description: 'таблица: номер ставки НДС на портале → ставка',
      examples: [{ '1': 'none', '7': '22' }],
    }),
    advanceVat: Type.Optional(
      Type.Enum(['none', '0', '22/122', '20/120', '10/110', '7/107', '5/105'], {
        description: 'НДС авансов: "none", "0", "22/122", "20/120", "10/110", "7/107" или "5/105"',
        examples: ['22/122'],
      }),
    ),
    repaymentVat: Type.Optional(
      Type.Enum(['none', '0', '5', '7', '10', '20', '22'], {
        description: 'НДС при оплате кредита: "none", "0", "5", "7", "10", "20" или "22"',
        examples: ['none'],
      }),
    ),
    allowTwentyPercent: Type.Optional(
      Type.Boolean({
        description: 'true или false: пропускать ли НДС 20% в продажах после 2025 года',
        examples: [false],
      }),
    ),
    supplierAgentSign: Type.Optional(
      Type.Enum([1, 2, 4, 8, 16, 32, 64], {
        description: 'признак агента (тег 1222) для товаров с поставщиком: 1, 2, 4, 8, 16, 32 или 64',
        examples: [64],
      }),
    ),
    buyerContact: Type.Optional(
      Type.Enum(['email', 'phone'], {
        description: 'что печатать, когда покупатель оставил и почту, и телефон: "email" или "phone"',
        examples: ['email'],
      }),
    ),
    country: Type.Optional(
      Type.Enum(getCountries(), {
        description: 'страна магазина двумя латинскими буквами: телефоны без кода страны читаются по её правилам',
        examples: ['RU'],
      }),
    ),
    internet: Type.Optional(
      Type.Object(
        {
          place: Type.String({
            minLength: 1,
            // What one block of the protocol carries of tag 1187.
            maxLength: 243,
            description: 'адрес сайта, место расчётов (тег 1187)',
            examples: ['https://shop.example.ru'],
          }),
          withoutContact: Type.Optional(
            Type.Enum(['shop', 'refuse'], {
              description:
                'что делать, если у покупателя нет годного e-mail и телефона: "shop" — отправить чек на адрес магазина и поднять тревогу, "refuse" — отказать',
              examples: ['shop'],
            }),
          ),
        },
        {
          additionalProperties: false,
          description: 'интернет-магазин',
          examples: [{ place: 'https://shop.example.ru' }],
        },
      ),
    ),
    electronicOnly: Type.Optional(
      Type.Boolean({
        description: 'true или false: не печатать чек на бумаге, только отправить покупателю',
        examples: [false],
      }),
    ),
    paymentForms: Type.Optional(
      Type.Record(
        // The four of every portal are what they are.
        Type.String({ pattern: '^(?!(?:cash|cashless|advance|credit)$).{1,64}$' }),
        Type.Enum(['cash', 'cashless', 'advance', 'credit', 'other'], {
          description:
            'форма оплаты: "cash" наличные, "cashless" безналичные, "advance" зачёт аванса, "credit" кредит, "other" иная',
          examples: ['cashless'],
        }),
        {
          description: 'таблица: собственный тип оплаты портала → форма оплаты в чеке',
          examples: [{ sbp: 'cashless', certificate: 'advance' }],
        },
      ),
    ),
    otherModes: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^.{0,64}$' }),
        Type.Enum(['ACTIVE', 'TEST'], { description: '"ACTIVE" или "TEST"', examples: ['TEST'] }),
        {
          description: 'что значат другие режимы в карточке кассы; ключ "" — режим не указан',
          examples: [{ '': 'ACTIVE' }],
        },
      ),
    ),
    language: Type.Optional(
      Type.Enum(['ru', 'en'], { description: 'язык текстов для менеджера: "ru" или "en"', examples: ['ru'] }),
    ),
  },
  { additionalProperties: false, description: 'настройки Битрикс24' },
)
export type BitrixSection = Type.Static<typeof BitrixSection>

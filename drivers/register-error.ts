/** What is known about the receipt when a call failed: certainly none, certainly registered, or not known. */
export type Outcome = 'not-registered' | 'registered' | 'unknown'

/**
 * Who ends the trouble: `wait` time alone or the driver's next try · `operator` somebody in the shop ·
 * `service` a service engineer or the owner · `refuse` nobody, this receipt can never be registered.
 */
export type Remedy = 'wait' | 'operator' | 'service' | 'refuse'

interface Entry {
  readonly remedy: Remedy
  /** The register itself was not heard: whatever was seen of it before may be over. */
  readonly silent?: true
  /** For the operator, in Russian: what happened and what to do next. */
  readonly text: string
}

/** Every way in which a register fails, for drivers of any make. Stable codes: they stand in records, logs and the README beside. */
export const registerErrors = {
  LINK_LOST: {
    remedy: 'wait',
    silent: true,
    text: 'Нет связи с кассой. Проверьте кабель и питание: обмен возобновится сам.',
  },
  PORT_BUSY: {
    remedy: 'operator',
    silent: true,
    text: 'Порт кассы занят другой программой. Закройте её: обмен возобновится сам.',
  },
  TIMEOUT: { remedy: 'wait', silent: true, text: 'Касса не ответила вовремя. Мост выяснит судьбу чека сам.' },
  BUSY: { remedy: 'wait', text: 'Касса занята предыдущей операцией. Мост повторит сам.' },
  PROTOCOL: {
    remedy: 'wait',
    text: 'Касса ответила не по протоколу. Если повторяется, проверьте порт и скорость обмена.',
  },
  ABORTED: { remedy: 'wait', text: 'Операция остановлена по требованию.' },
  NO_PAPER: {
    remedy: 'operator',
    text: 'В кассе кончилась бумага. Вставьте рулон: чек допечатается сам, продажу не повторяйте.',
  },
  COVER_OPEN: { remedy: 'operator', text: 'Открыта крышка кассы. Закройте её: работа продолжится сама.' },
  PRINTER: { remedy: 'operator', text: 'Неисправен принтер кассы. Проверьте бумагу, нож и питание кассы.' },
  CASH: { remedy: 'operator', text: 'В денежном ящике не хватает наличных для выплаты. Внесите деньги в кассу.' },
  SHIFT_EXPIRED: { remedy: 'wait', text: 'Смена длится больше 24 часов. Мост закроет её и откроет новую.' },
  SHIFT_CLOSED: { remedy: 'wait', text: 'Смена закрыта. Мост откроет её сам.' },
  SHIFT_OPEN: { remedy: 'operator', text: 'Смена открыта: операция возможна после её закрытия.' },
  STATE: { remedy: 'wait', text: 'Касса в неподходящем режиме. Мост приведёт её в исходное состояние и повторит.' },
  CLOCK: { remedy: 'service', text: 'Неверные часы кассы. Установите дату и время кассы при закрытой смене.' },
  FISCAL_MEMORY: { remedy: 'service', text: 'Отказ фискального накопителя. Вызовите сервисную организацию.' },
  OFD: {
    remedy: 'service',
    text: 'Касса заблокирована: документы давно не уходят в ОФД. Проверьте интернет кассы и договор с ОФД.',
  },
  SETTINGS: {
    remedy: 'service',
    text: 'Настройки или лицензия кассы не позволяют операцию. Вызовите сервисную организацию.',
  },
  PASSWORD: {
    remedy: 'service',
    text: 'Касса не приняла пароль. Верните в кассе заводские пароли: доступа 0000 и системного администратора 30.',
  },
  WRONG_REGISTER: {
    remedy: 'operator',
    text: 'К порту подключена другая касса. Подключите ту, что указана в настройках.',
  },
  NO_DATA: { remedy: 'wait', text: 'В фискальном накопителе нет запрошенных данных.' },
  NOT_SUPPORTED: {
    remedy: 'refuse',
    text: 'Эта касса не умеет выполнять такую операцию. Чек можно напечатать на другой кассе.',
  },
  RECEIPT_REFUSED: {
    remedy: 'refuse',
    text: 'Касса не принимает данные чека. Проверьте товары, цены, ставки НДС и оплату в заказе.',
  },
} as const satisfies Record<string, Entry>

export type RegisterErrorCode = keyof typeof registerErrors

const entries: Readonly<Partial<Record<string, Entry>>> = registerErrors

/** Whether trouble of that code means that the register was not heard. */
export const isSilent = (code: string): boolean => entries[code]?.silent === true

export interface RegisterErrorDetails {
  /** The operator's text when more is known than the code says, in Russian. */
  readonly text?: string
  readonly cause?: unknown
}

/**
 * The one error of drivers. `message` is English, for the developer's log; `text` is Russian, for the operator;
 * `outcome` is the only thing that may decide about the receipt.
 */
export class RegisterError extends Error {
  override readonly name = 'RegisterError'
  readonly code: RegisterErrorCode
  readonly outcome: Outcome
  readonly text: string

  constructor(code: RegisterErrorCode, outcome: Outcome, message: string, details: RegisterErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.outcome = outcome
    this.text = details.text ?? registerErrors[code].text
  }

  get remedy(): Remedy {
    return registerErrors[this.code].remedy
  }

  /** The same failure with what became known about the receipt since. */
  withOutcome(outcome: Outcome): RegisterError {
    return new RegisterError(this.code, outcome, this.message, { text: this.text, cause: this.cause ?? this })
  }
}

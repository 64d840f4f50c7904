/** The form that Bitrix24 shows in a cashbox's card (bitrix24-contract 1): its values come back in every PRINT. */
export const cashboxForm = {
  AUTH: {
    LABEL: 'Доступ к мосту',
    ITEMS: {
      LOGIN: { TYPE: 'STRING', LABEL: 'Логин', REQUIRED: 'Y' },
      PASSWORD: { TYPE: 'STRING', LABEL: 'Пароль', REQUIRED: 'Y' },
    },
  },
  COMPANY: {
    LABEL: 'Организация',
    ITEMS: { INN: { TYPE: 'STRING', LABEL: 'ИНН владельца кассы', REQUIRED: 'Y' } },
  },
  INTERACTION: {
    LABEL: 'Работа с кассой',
    ITEMS: {
      MODE: {
        TYPE: 'ENUM',
        LABEL: 'Режим',
        REQUIRED: 'Y',
        OPTIONS: { ACTIVE: 'боевой', TEST: 'учебный, чеки не настоящие' },
      },
    },
  },
} as const

/** Handlers of OFDs that the portal knows. */
export const portalOfds = [
  'bx_firstofd',
  'bx_platformaofd',
  'bx_yarusofd',
  'bx_taxcomofd',
  'bx_ofdruofd',
  'bx_tenzorofd',
  'bx_conturofd',
] as const

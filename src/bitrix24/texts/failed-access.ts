import type { Phrase } from '../../base/language.ts'

/** What to mend after too many requests without access, by what was wrong in them: `{todo}` of B24-208. */
export const failedAccess = {
  secret: {
    ru: 'Администратору: обновите адреса обработчика кассы (fiscal-bridge bitrix24 setup)',
    en: 'Administrator: renew the addresses of the cashbox handler (fiscal-bridge bitrix24 setup)',
  },
  login: {
    ru: 'Проверьте логин и пароль в карточке кассы',
    en: 'Check login and password in the cashbox settings',
  },
} as const satisfies Record<string, Phrase>

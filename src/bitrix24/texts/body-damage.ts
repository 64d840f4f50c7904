import type { Phrase } from '../../base/language.ts'

/** What is wrong with a request that cannot be read: the detail of B24-102. */
export const bodyDamage = {
  json: { ru: 'неправильный JSON', en: 'malformed JSON' },
  keyWithoutValue: { ru: 'поле без значения', en: 'a key without a value' },
  escapeCutShort: { ru: 'обрезанный код %XX', en: 'an escape cut short' },
  http: { ru: 'неправильный HTTP', en: 'malformed HTTP' },
} as const satisfies Record<string, Phrase>

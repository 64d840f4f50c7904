import { en } from './en.ts'
import { enReceipt } from './en-receipt.ts'
import { enRegister } from './en-register.ts'
import { ru } from './ru.ts'
import { ruReceipt } from './ru-receipt.ts'
import { ruRegister } from './ru-register.ts'

export type Language = 'ru' | 'en'

const key = 'fiscal-bridge-language'
const russian = { ...ru, ...ruReceipt, ...ruRegister }
type Words = typeof russian
const all: Readonly<Record<Language, Words>> = { ru: russian, en: { ...en, ...enReceipt, ...enRegister } }

function remembered(): Language {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'ru'
  } catch {
    // Storage may be forbidden by the browser: Russian then.
    return 'ru'
  }
}

let chosen: Language = remembered()

export const language = (): Language => chosen

/** The texts of the page in the chosen language. Whoever shows them is drawn anew when it changes. */
export const words = (): Words => all[chosen]

export function chooseLanguage(language: Language): void {
  chosen = language
  document.documentElement.lang = language
  try {
    localStorage.setItem(key, language)
  } catch {
    // The choice lasts as long as the page.
  }
}
document.documentElement.lang = chosen

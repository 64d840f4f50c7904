import type { Reason } from '../../drivers/reason.ts'
import type { Language } from '../base/language.ts'
import { en } from './en/en.ts'
import type { Catalogue } from './reasons/catalogue.ts'
import { ru } from './ru/ru.ts'

export const catalogues: Readonly<Record<Language, Catalogue>> = { ru, en }

const isCode = (code: string): code is keyof Catalogue => Object.hasOwn(ru, code)

/** A reason in words. A code that this version does not know, out of a record of a newer one, stands for itself. */
export function reasonText({ code, values }: Reason, language: Language): string {
  if (!isCode(code)) return code
  const wording = catalogues[language][code]
  if (typeof wording === 'string') return wording
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? reasonText(value, language) : value,
  ])
  // The values were made together with their code: `reasonsOf` lets no others through.
  return wording(Object.fromEntries(said) as never)
}

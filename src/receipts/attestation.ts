import { RegisterError } from '../../drivers/register-error.ts'
import { DecisionRefused } from './decision-refused.ts'
import type { Tried } from './record.ts'

/**
 * Why the fiscal memory that may hold a receipt cannot be read, for the record (promise, rule 17). An attestation is only for a memory
 * that is gone: while it can be read, it decides; while the register is merely out of reach, it will. Then nothing but the word of a
 * person (`gone`) that it never comes back makes an end. `seen`: the FN that the register has now, or why it cannot be asked. Pure.
 * Throws DecisionRefused.
 */
export function whyUnreadable(tried: Tried | undefined, seen: string | Error, gone: boolean): string {
  if (tried === undefined) return 'попыток печати не записано'
  const wanted = tried.baseline.fn
  if (seen === wanted) {
    throw new DecisionRefused(
      'Накопитель этого чека читается, и решает он: укажите документ или решите, что чек не напечатан, — мост это проверит.',
    )
  }
  if (typeof seen === 'string') return `накопителя ${wanted} в кассе нет, в ней ${seen}`
  // No longer in the settings.
  if (!(seen instanceof RegisterError)) return `кассы с накопителем ${wanted} у моста больше нет`
  if (seen.code === 'FISCAL_MEMORY') return `накопитель ${wanted} не отвечает кассе`
  if (gone) return `касса не отвечает (${seen.code}); со слов решившего, её или накопителя ${wanted} больше нет`
  throw new DecisionRefused(
    `Касса сейчас не отвечает, а накопитель ${wanted} может хранить этот чек. Сначала подключите кассу: мост прочитает накопитель сам. Если касса или накопитель потеряны навсегда, скажите это прямо вместе с решением.`,
  )
}

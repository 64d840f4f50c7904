import { language } from '../texts/words.ts'

const locale = (): string => (language() === 'ru' ? 'ru-RU' : 'en-GB')

/** `1161.30` -> `1 161,30 ₽`: text to text, no arithmetic. */
export function money(amount: string): string {
  const [whole = '0', fraction = '00'] = amount.replace('-', '').split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0')
  return `${amount.startsWith('-') ? '−' : ''}${groups},${fraction}\u00a0₽`
}

/** `3` -> `3`, `0.350` -> `0,350`. */
export const decimal = (text: string): string => text.replace('.', ',')

export const isZero = (amount: string): boolean => /^-?0*\.?0*$/.test(amount)

/** Time of day in the shop's zone. */
export const shortTimeOf = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleTimeString(locale(), { timeZone, hour: '2-digit', minute: '2-digit' })

/** Day and time in short, in the shop's zone. */
export const shortMomentOf = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString(locale(), {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })

/** Day and time in the shop's zone. */
export const momentOf = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString(locale(), {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })

/** `2026-11-23` as people write it. */
export const dayText = (day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(locale(), {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })

/** `2026-11-23` plus so many days. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A length of time in its two biggest units: `3 ч 20 мин`. */
export function lengthOf(ms: number, units: readonly [string, string, string, string]): string {
  const [d, h, m, s] = units
  const seconds = Math.max(0, Math.round(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return `${days} ${d}${hours % 24 === 0 ? '' : ` ${hours % 24} ${h}`}`
  if (hours > 0) return `${hours} ${h}${minutes % 60 === 0 ? '' : ` ${minutes % 60} ${m}`}`
  return minutes > 0 ? `${minutes} ${m}` : `${seconds} ${s}`
}

import { InvalidArgumentError } from 'commander'

/** Reads an option that is an integer in a range; anything else is an error of the command line. */
export const integer =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`Нужно целое число от ${least} до ${most}.`)
  }

/** A TCP port; 0 takes any free one. */
export const portNumber = integer(0, 65_535)

/** A number of a fiscal document. */
export const positiveInteger = integer(1, 999_999_999)

/** A number that is kept as text: INN, serial number, FN. */
export const digits =
  (...lengths: readonly number[]) =>
  (text: string): string => {
    if (/^\d+$/.test(text) && lengths.includes(text.length)) return text
    throw new InvalidArgumentError(`Нужно столько цифр: ${lengths.join(' или ')}.`)
  }

/** Gathers the values of an option that may be given several times. */
export const repeatable = (text: string, before: readonly string[] = []): readonly string[] => [...before, text]

/** An address that the portal can call: https, without a query. */
export function httpsUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' && url.search === '' && url.hash === '') return text
  throw new InvalidArgumentError('Нужен адрес https://…, до которого дотянется портал.')
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function day(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new InvalidArgumentError('Нужен день вида 2026-11-23.')
}

/** A code of GS1 as a scanner read it: `01<GTIN>21<serial>`, and groups behind separators (fiscal-data 6.1, 12.2). */
export interface ScannedCode {
  readonly gtin: string
  readonly serial: string
  /** All behind 21 up to the first separator, where there is none the groups of the check value with it. */
  readonly rest: string
}

export const groupSeparator = '\x1d'

/** What scanners and keyboards put around a code: AIM's symbology identifier, FNC1 as GS or as E8h (in windows-1251 и), line ends. */
const aroundBefore = new RegExp(`^(?:\\][A-Za-z]\\d|[${groupSeparator}\\s\u00e8\u0438])+`)
const aroundAfter = /\s+$/
/** As the code is written for people: the identifiers in brackets, nothing between the groups. */
const forPeople = /^\(01\)(\d{14})\(21\)/
const groupForPeople = /\((91|92|93|3103|8005)\)/g

/** The code itself, without what a scanner, a keyboard or a person put around it. Only that may be cut off (fiscal-data 12.2). */
export function bareCode(text: string): string {
  const code = text.replace(aroundBefore, '').replace(aroundAfter, '')
  return forPeople.test(code) ? code.replace(forPeople, '01$121').replace(groupForPeople, `${groupSeparator}$1`) : code
}

/** Serials hold nothing but printable ASCII; a scanner in the Russian layout sends letters that no code has. */
const identityForm = /^01(\d{14})21([!-~]+)$/
/** A code of dairy or water that lost its separators: a serial of six, four characters of check, and perhaps a weight. */
const shortSerial = /^(.{6})93.{4}(?:3103\d{6})?$/
const usualSerial = 13
/** As much as 1162 holds behind type and GTIN, bytes. */
const maxSerial = 24

/** A bare code of GS1; undefined for one of another form. The serial ends at GS; without one it is taken as 13 characters. */
export function scannedCode(bare: string): ScannedCode | undefined {
  const [identity = '', ...groups] = bare.split(groupSeparator)
  const match = identityForm.exec(identity)
  if (match === null) return undefined
  const [, gtin = '', rest = ''] = match
  const serial = groups.length > 0 ? rest : (shortSerial.exec(rest)?.[1] ?? rest.slice(0, usualSerial))
  return serial.length <= maxSerial ? { gtin, serial, rest } : undefined
}

/** Whether the last digit of a GTIN is what the others make it: threes and ones in turn. Nothing but zeros is no GTIN. */
export function hasCheckDigit(gtin: string): boolean {
  const sum = Array.from(gtin.padStart(14, '0'), Number).reduce(
    (all, digit, at) => all + digit * (at % 2 === 0 ? 3 : 1),
    0,
  )
  return sum > 0 && sum % 10 === 0
}

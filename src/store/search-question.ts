import type { DayLine } from './day-line.ts'

/** What is sought: bytes of which a fitting line has at least one piece, and the test that decides. */
export interface Question {
  readonly needles: readonly Buffer[]
  readonly fits: (line: DayLine) => boolean
}

interface Clue {
  readonly needles: readonly string[]
  readonly fits: (line: DayLine) => boolean
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** `1 500`, `1500,5`, `ФД 12`: a number is a sum, a document's number, a check's id, or the end of a phone. */
function numberClue(text: string): Clue | undefined {
  const match = /^(ФД|FD)?\s*№?\s*(\d[\d\s\u00a0]*)(?:[.,](\d{1,2}))?$/i.exec(text)
  if (match === null) return undefined
  const [, fd, spaced = '', fraction] = match
  const whole = digitsOf(spaced)
  // The shift always follows the document's number.
  const document = `"document":${whole},`
  const isDocument = (line: DayLine): boolean => String(line.document) === whole
  if (fd !== undefined) return { needles: [document], fits: isDocument }
  const total = `${whole.replace(/^0+(?=\d)/, '')}.${(fraction ?? '').padEnd(2, '0')}`
  const isTotal = (line: DayLine): boolean => line.total === total
  if (fraction !== undefined) return { needles: [`"total":"${total}"`], fits: isTotal }
  const isCheck = ({ bitrixUuid }: DayLine): boolean => bitrixUuid.endsWith(`|${whole}`)
  const phone = phoneClue(text)
  return {
    needles: [`"total":"${total}"`, document, `|${whole}"`, ...(phone?.needles ?? [])],
    fits: (line) => isTotal(line) || isDocument(line) || isCheck(line) || phone?.fits(line) === true,
  }
}

/** `8 912 345-67-89` and `+79123456789` are the same phone. */
function phoneClue(text: string): Clue | undefined {
  const digits = digitsOf(text)
  if (digits.length < 7 || !/^[+\d\s()-]+$/.test(text)) return undefined
  const last = digits.slice(-10)
  return { needles: [last], fits: ({ buyer }) => buyer !== undefined && digitsOf(buyer).endsWith(last) }
}

function textClue(text: string): Clue {
  const lower = text.toLowerCase()
  return {
    needles: [...new Set([text, lower, text.toUpperCase()])],
    fits: ({ bitrixUuid, buyer, uuid }) =>
      [bitrixUuid, buyer ?? '', uuid].some((one) => one.toLowerCase().includes(lower)),
  }
}

/** Understands what a person typed: a check's id, a sum, a number of a document, a phone, an e-mail. `states`: only these. */
export function questionOf(typed: string, states: readonly string[]): Question {
  const text = typed.trim()
  const inState = ({ state }: DayLine): boolean => states.length === 0 || states.includes(state)
  if (text === '') {
    const needles = states.length === 0 ? ['"uuid":"'] : states.map((state) => `"state":"${state}"`)
    return { needles: needles.map((one) => Buffer.from(one)), fits: inState }
  }
  const { needles, fits } = numberClue(text) ?? phoneClue(text) ?? textClue(text)
  return { needles: needles.map((one) => Buffer.from(one)), fits: (line) => inState(line) && fits(line) }
}

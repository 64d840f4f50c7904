/** Lines of day files as bytes: a day of a busy shop is looked through without making a text of it. */

const newline = 10
const uuidKey = Buffer.from('"uuid":"')
const uuidLength = 26
/** Every whole line ends with it. */
const lastByte = '}'.charCodeAt(0)

export interface Span {
  readonly start: number
  /** First byte after the line. */
  readonly end: number
}

/** Where the line around that position begins and ends. */
export function lineAround(bytes: Buffer, at: number): Span {
  const end = bytes.indexOf(newline, at)
  // A negative offset would count from the end.
  const start = at === 0 ? 0 : bytes.lastIndexOf(newline, at - 1) + 1
  return { start, end: end === -1 ? bytes.length : end }
}

/** The receipt that the line is about; undefined when the line is cut. */
export function uuidOfLine(bytes: Buffer, { start, end }: Span): string | undefined {
  if (end - start < uuidKey.length + uuidLength || bytes[end - 1] !== lastByte) return undefined
  const key = bytes.indexOf(uuidKey, start)
  if (key === -1 || key >= end) return undefined
  const from = key + uuidKey.length
  return bytes.toString('latin1', from, from + uuidLength)
}

/** The last line of each receipt, in the order in which the receipts first appear. */
export function latestLines(bytes: Buffer): Map<string, Span> {
  const latest = new Map<string, Span>()
  let start = 0
  while (start < bytes.length) {
    const next = bytes.indexOf(newline, start)
    const span = { start, end: next === -1 ? bytes.length : next }
    const uuid = uuidOfLine(bytes, span)
    if (uuid !== undefined) latest.set(uuid, span)
    start = span.end + 1
  }
  return latest
}

export const sliceOf = (bytes: Buffer, { start, end }: Span): Buffer => bytes.subarray(start, end)
export const textOf = (bytes: Buffer, { start, end }: Span): string => bytes.toString('utf8', start, end)

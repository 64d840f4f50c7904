/** Lines of a paper form of `columns` characters. Pure text, nothing wider than the paper. */

/** Breaks text at spaces; a word longer than the line is cut. Empty text is no line at all. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (line !== '' && line.length + 1 + word.length <= columns) {
      line += ` ${word}`
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (line.length > columns) {
      lines.push(line.slice(0, columns))
      line = line.slice(columns)
    }
  }
  return line === '' ? lines : [...lines, line]
}

export const centred = (text: string, columns: number): string[] =>
  wrap(text, columns).map((line) => ' '.repeat(Math.floor((columns - line.length) / 2)) + line)

export const rightAligned = (text: string, columns: number): string[] =>
  wrap(text, columns).map((line) => line.padStart(columns))

/** `left` and `right` at the two edges; when they do not fit one line, `right` gets lines of its own. */
export function pair(left: string, right: string, columns: number): string[] {
  if (right === '') return wrap(left, columns)
  if (left.length + 1 + right.length <= columns) return [left + right.padStart(columns - left.length)]
  return [...wrap(left, columns), ...rightAligned(right, columns)]
}

export const rule = (columns: number): string[] => ['-'.repeat(columns)]

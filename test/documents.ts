import { dirname, join, normalize } from 'node:path'

/** Texts by path: `src/README.md`. */
export type Texts = ReadonlyMap<string, string>

/** A text without its fenced blocks, which are nobody's headings, links or tables. */
const withoutCode = (text: string): string => text.replace(/^```.*?^```$/gms, '')

/** Every heading as a link spells it: small letters, no punctuation, hyphens for spaces; the second of one name ends in `-1`. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} +(.+)$/gm)) {
    const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    const slug = shown
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
    let anchor = slug
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`
    anchors.add(anchor)
  }
  return anchors
}

/** What a document links to, or shows, within the project. */
function targetsOf(text: string): string[] {
  const prose = withoutCode(text).replace(/`[^`\n]*`/g, '')
  const links = [...prose.matchAll(/\]\(([^()\s]+)\)/g), ...prose.matchAll(/\b(?:src|href)="([^"]+)"/g)]
  return links.map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target))
}

/** Links that lead nowhere, a line each. `exists`: whether there is a file or folder of that path. */
export function deadLinks(documents: Texts, exists: (path: string) => boolean): string[] {
  const faults: string[] = []
  for (const [path, text] of documents) {
    for (const target of targetsOf(text)) {
      const [file = '', anchor] = target.split('#')
      const place = file === '' ? path : normalize(join(dirname(path), decodeURI(file)))
      const aim = documents.get(place)
      if (!exists(place)) faults.push(`${path} links to ${target}, which is not there`)
      else if (anchor !== undefined && (aim === undefined || !anchorsOf(aim).has(decodeURI(anchor))))
        faults.push(`${path} links to ${target}, which has no such heading`)
    }
  }
  return faults
}

/** Numbers of sections that headings carry: `## 4. Title` is 4, `### 4.5 Title` is 4.5. */
export const sectionsOf = (text: string): ReadonlySet<string> =>
  new Set([...withoutCode(text).matchAll(/^#{2,6} (\d+(?:\.\d+)*)\.? /gm)].map(([, number = '']) => number))

/** Numbers of rules: the first cells of the tables. */
export const rulesOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^\| (\d+) \|/gm)].map(([, number = '']) => number))

/** What is cited of a source in a text, `protocol 1.2, 4.6` as two; a citation may go over the end of a line of a comment. */
function citedIn(text: string, source: string): string[] {
  const joined = text.replace(/\n\s*(?:\*|\/\/)?\s*/g, ' ')
  const number = String.raw`\d+(?:\.\d+)*(?![\w.]*\w)`
  const lists = joined.matchAll(new RegExp(`\\b${source} (${number}(?:(?:, | and | to )${number})*)`, 'g'))
  return [...lists].flatMap(([, list = '']) => list.split(/, | and | to /))
}

/** Citations without a section, a line each. `sections` by what a citation begins with. */
export function deadCitations(texts: Texts, sections: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const faults: string[] = []
  for (const [path, text] of texts) {
    for (const [source, known] of sections) {
      for (const number of citedIn(text, source)) {
        if (!known.has(number)) faults.push(`${path} cites ${source} ${number}, which is not there`)
      }
    }
  }
  return faults
}

/** Rows of tables without their heads, as they stand. */
const rowsOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^\|.*\|\n\|(?: *:?-+:? *\|)+\n((?:\|.*\|(?:\n|$))*)/gm)].flatMap(([, body = '']) =>
    body.split('\n').filter((row) => row !== ''),
  )

/** Rows that two documents have, a line each: a table stands in one place. */
export function repeatedRows(documents: Texts): string[] {
  const first = new Map<string, string>()
  const faults: string[] = []
  for (const [path, text] of documents) {
    for (const row of new Set(rowsOf(text))) {
      const before = first.get(row)
      if (before === undefined) first.set(row, path)
      else faults.push(`${path} repeats of ${before}: ${row}`)
    }
  }
  return faults
}

/** Cells of the rows below a heading, up to the next one. */
export function cellsBelow(text: string, heading: string): string[][] {
  const [, below = ''] = text.split(`\n${heading}\n`)
  const [chapter = ''] = below.split(/^#{1,6} /m)
  return rowsOf(chapter).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

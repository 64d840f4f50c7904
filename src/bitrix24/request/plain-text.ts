/** Named entities that editors of goods leave in names: the five of XML, spaces, quotes, dashes and common signs. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  ndash: '–',
  mdash: '—',
  minus: '-',
  hellip: '…',
  middot: '·',
  bull: '•',
  deg: '°',
  times: '×',
  plusmn: '±',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
}

const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}\d{0,2}));/gi

/** What an entity stands for; the entity itself where it stands for nothing: a text that only looks like one is left alone. */
function characterOf(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  const character = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return character ? String.fromCodePoint(code) : whole
}

const attributes = `(?:\\s+[a-z-]+\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'<>]+))*`
const tagOf = (names: string): RegExp => new RegExp(`</?(?:${names})${attributes}\\s*/?>`, 'gi')
/** Tags that begin a line, and those that do not. `<s>` and `<a>` alone are sizes and grades rather than tags. */
const breaking = tagOf('br|hr|p|div|li|ul|ol|tr|td|table|tbody|h[1-6]|center')
const inline = tagOf('b|i|u|em|strong|small|big|span|font|sub|sup|nobr|wbr|mark|strike|del|ins|code|tt|label')
const paired = /<(s|a|q)\b[^<>]*>([^<>]*)<\/\1>/gi

/**
 * A text as people read it, where a portal stores it as HTML (bitrix24-contract 5): entities become characters, once, and tags of
 * formatting go. For texts that reach paper or the OFD; codes and identifiers are left as they are.
 */
export function plainText(text: string): string {
  if (!/[&<]/.test(text)) return text
  const decoded = text.replace(entity, characterOf)
  const untagged = decoded.replace(breaking, ' ').replace(inline, '').replace(paired, '$2')
  return untagged === text ? text : untagged.replace(/ {2,}/g, ' ').trim()
}

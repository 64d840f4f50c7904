/** The way of any Unicode text into a one-byte character set (protocol 7). */

/** Characters with a better spelling than their compatibility form: read in pairs, from and to. */
const spellings = new Map<string, string>(
  [
    ...Array.from('«»“”„‟″❝❞', (from) => [from, '"'] as const),
    ...Array.from('‘’‚‛′‹›ʼ´', (from) => [from, "'"] as const),
    ...Array.from('–—‒―‐‑−﹘－', (from) => [from, '-'] as const),
    ...Array.from('×✕✖⨯', (from) => [from, 'x'] as const),
    ...Array.from('•∙⋅‧', (from) => [from, '·'] as const),
    ...Array.from('\t\n\r\v\f\u0085\u2028\u2029', (from) => [from, ' '] as const),
    ...Array.from('ІіҐґЄҚқҒғҢңӨөҰұҮүҺһӘә', (from, at) => [from, 'IiГгЕКкГгНнОоУуУуХхАа'[at] as string] as const),
    ['€', 'EUR'],
    ['₽', 'руб.'],
    ['₴', 'грн.'],
    ['£', 'GBP'],
    ['©', '(c)'],
    ['®', '(R)'],
    ['⁄', '/'],
    ['÷', '/'],
    ['±', '+-'],
    ['≤', '<='],
    ['≥', '>='],
    ['≈', '~'],
    ['≠', '<>'],
    ['→', '->'],
    ['µ', 'мк'],
    ['μ', 'мк'],
    ['Ω', 'Ом'],
    ['Ø', 'D'],
    ['⌀', 'D'],
    ['ø', 'o'],
    ['ß', 'ss'],
    ['æ', 'ae'],
    ['Æ', 'AE'],
    ['œ', 'oe'],
    ['Œ', 'OE'],
    ['ł', 'l'],
    ['Ł', 'L'],
    ['ı', 'i'],
    ['º', '°'],
    ['˚', '°'],
  ].map(([from, to]) => [from as string, to as string]),
)

function spellCharacter(character: string, isPrintable: (character: string) => boolean): string {
  const spelling = spellings.get(character)
  if (spelling !== undefined) return spelling
  if (isPrintable(character)) return character
  const compatible = character.normalize('NFKD')
  if (compatible === character) return ''
  return Array.from(compatible, (one) => spellCharacter(one, isPrintable)).join('')
}

/** 1½ is spelt 1 1/2: without the space it would be another size. */
const fractionBehindDigit = /(\d)(?=[¼½¾⅐-⅞])/g

/**
 * A text in the characters that `isPrintable` allows: quotes, dashes and × made plain, accents and control characters out, what has no
 * likeness dropped. Never throws.
 */
export const spell = (text: string, isPrintable: (character: string) => boolean): string =>
  Array.from(text.normalize('NFC').replace(fractionBehindDigit, '$1 '), (one) => spellCharacter(one, isPrintable)).join(
    '',
  )

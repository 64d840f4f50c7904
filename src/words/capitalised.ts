/** A piece of a text as the beginning of a line. */
export const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** The same pieces as sentences of their own. */
export const sentences = <Key extends string>(pieces: Readonly<Record<Key, string>>): Readonly<Record<Key, string>> =>
  Object.fromEntries(Object.entries<string>(pieces).map(([key, piece]) => [key, `${capitalised(piece)}.`])) as Record<
    Key,
    string
  >

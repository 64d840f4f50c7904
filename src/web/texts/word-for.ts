/** The words for a code that is no more than a text here: one out of a log line, or of a bridge newer than this page. */
export const wordFor = (table: Readonly<Partial<Record<string, string>>>, code: string): string | undefined =>
  table[code]

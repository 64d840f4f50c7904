/** Languages of what people read: managers, operators. */
export type Language = 'ru' | 'en'
/** A piece of a text in each language. */
export type Phrase = Readonly<Record<Language, string>>

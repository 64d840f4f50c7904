/** A decision that must not be taken; `message` is Russian: why, and what to do instead. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused'
}

/** What to do when a document cannot be the receipt. */
export const otherwise = 'Укажите другой документ или решите, что чек не напечатан.'

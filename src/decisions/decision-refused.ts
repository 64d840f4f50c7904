/** The decision cannot be taken; `message` says in Russian why, and what to do instead. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused'
}

/** Advice for whoever named a document that cannot be the receipt. */
export const otherwise = 'Укажите другой документ или решите, что чек не напечатан.'

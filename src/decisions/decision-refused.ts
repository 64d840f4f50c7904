/** A decision that must not be taken; `message` is Russian: why, and what to do instead. */
export class DecisionRefused extends Error {
  override readonly name = 'DecisionRefused'
}

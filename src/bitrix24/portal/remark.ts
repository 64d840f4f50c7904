/** One line about the portal, in Russian. `unknown`: the portal does not show it, so it may be right or wrong. */
export interface Remark {
  readonly kind: 'fine' | 'wrong' | 'unknown'
  /** May hold the secret of the address, to be blotted out. */
  readonly text: string
}

export const fine = (text: string): Remark => ({ kind: 'fine', text })
export const wrong = (text: string): Remark => ({ kind: 'wrong', text })
export const unknown = (text: string): Remark => ({ kind: 'unknown', text })

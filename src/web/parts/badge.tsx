import { toneOf } from '../base/state-in-words.ts'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'

/** The state of a receipt as a coloured word. */
export const StateBadge = ({ state }: { readonly state: string }) => (
  <span class={`badge ${toneOf(state)}`}>{wordFor(words().states, state) ?? state}</span>
)

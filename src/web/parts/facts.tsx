import type { ComponentChildren } from 'preact'

/** A line of facts; `value` undefined leaves it out. */
export interface Fact {
  readonly name: string
  readonly value: ComponentChildren
  readonly tone?: 'warn' | 'bad' | undefined
}

/** Names and values side by side. */
export function Facts({ facts }: { readonly facts: readonly (Fact | undefined | false)[] }) {
  return (
    <dl class="facts">
      {facts.map(
        (fact) =>
          fact !== undefined &&
          fact !== false && (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd class={fact.tone === undefined ? undefined : `${fact.tone}-text`}>{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

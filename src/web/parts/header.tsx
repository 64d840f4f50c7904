import type { Live } from '../base/live.ts'
import { hrefOf } from '../base/route.ts'
import { type Language, language, words } from '../texts/words.ts'

interface Props {
  readonly page: string
  /** Undefined while nobody is logged in. */
  readonly live: Live | undefined
  readonly onLanguage: (language: Language) => void
  readonly onLogout: (() => void) | undefined
}

function Connection({ live }: { readonly live: Live }) {
  const { live: said } = words()
  const text = live.connected ? said.on : live.status === undefined ? said.waiting : said.off
  return (
    <span class={`connection ${live.connected ? 'good' : 'bad'}`} role="status">
      {text}
    </span>
  )
}

export function Header({ page, live, onLanguage, onLogout }: Props) {
  const { title, nav, logout } = words()
  const current = (pages: readonly string[]) => (pages.includes(page) ? 'page' : undefined)
  const other: Language = language() === 'ru' ? 'en' : 'ru'
  return (
    <header class="top">
      <span class="brand">{title}</span>
      {live !== undefined && (
        <nav aria-label={title}>
          <a href={hrefOf('')} aria-current={current(['', 'register'])}>
            {nav.overview}
          </a>
          <a href={hrefOf('receipts')} aria-current={current(['receipts', 'receipt'])}>
            {nav.receipts}
          </a>
        </nav>
      )}
      <span class="rest">
        {live !== undefined && <Connection live={live} />}
        {live !== undefined && <a href="/api/docs">{nav.api}</a>}
        <button type="button" class="plain" lang={other} onClick={() => onLanguage(other)}>
          {other === 'en' ? 'English' : 'Русский'}
        </button>
        {onLogout !== undefined && (
          <button type="button" class="plain" onClick={onLogout}>
            {logout}
          </button>
        )}
      </span>
    </header>
  )
}

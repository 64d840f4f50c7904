import { useCallback, useEffect, useState } from 'preact/hooks'
import { getJson, onLocked, postJson } from './base/api.ts'
import type { Live } from './base/live.ts'
import { useLive } from './base/live.ts'
import { type Route, useRoute } from './base/route.ts'
import { Login } from './pages/login.tsx'
import { Overview } from './pages/overview.tsx'
import { Receipt } from './pages/receipt.tsx'
import { Receipts } from './pages/receipts.tsx'
import { RegisterPage } from './pages/register.tsx'
import { Header } from './parts/header.tsx'
import { chooseLanguage, type Language, language, words } from './texts/words.ts'

interface Session {
  readonly required: boolean
  readonly open: boolean
}

function Page({ route, live }: { readonly route: Route; readonly live: Live }) {
  const { status } = live
  if (status === undefined) return <p class="quiet">{words().loading}</p>
  switch (route.page) {
    case 'receipts':
      return <Receipts status={status} query={route.query} />
    case 'receipt':
      return <Receipt key={route.id} status={status} uuid={route.id} />
    case 'register':
      return <RegisterPage key={route.id} status={status} id={route.id} />
    default:
      return <Overview status={status} />
  }
}

/** What the browser's tab shows: how many things need somebody. */
function useTitle({ status, connected }: Live): void {
  const count = status?.alarms.length ?? 0
  useEffect(() => {
    document.title = `${connected ? '' : '… '}${count > 0 ? `(${count}) ` : ''}${words().title}`
  })
}

export function App() {
  const [session, setSession] = useState<Session>()
  const [, setChosen] = useState<Language>(language)
  const route = useRoute()
  const live = useLive(session?.open === true)
  useTitle(live)

  const ask = useCallback(() => {
    getJson<Session>('/api/session').then(setSession, () => setTimeout(ask, 2_000))
  }, [])
  useEffect(ask, [ask])
  useEffect(() => onLocked(() => setSession({ required: true, open: false })), [])
  // After a restart of the bridge the stream may be refused for want of a session.
  useEffect(() => {
    if (!live.connected && session?.required === true) ask()
  }, [live.connected, session?.required, ask])

  const choose = (chosen: Language): void => {
    chooseLanguage(chosen)
    setChosen(chosen)
  }
  const logout = (): void => {
    postJson('/api/logout', {}).then(ask, ask)
  }
  if (session === undefined) return <p class="quiet">{words().loading}</p>
  return (
    <>
      <button type="button" class="skip" onClick={skipToContent}>
        {words().skip}
      </button>
      <Header
        page={route.page}
        live={session.open ? live : undefined}
        onLanguage={choose}
        onLogout={session.required && session.open ? logout : undefined}
      />
      <main id="content" tabIndex={-1}>
        {session.open ? <Page route={route} live={live} /> : <Login onEnter={ask} />}
      </main>
    </>
  )
}

/** A button and no link: the part of the address after # is the page's own place. */
function skipToContent(): void {
  document.getElementById('content')?.focus()
}

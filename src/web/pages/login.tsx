import { useState } from 'preact/hooks'
import { ApiError, postJson } from '../base/api.ts'
import { words } from '../texts/words.ts'

export function Login({ onEnter }: { readonly onEnter: () => void }) {
  const { login } = words()
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const enter = (event: SubmitEvent): void => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget as HTMLFormElement).get('password') ?? '')
    setBusy(true)
    postJson('/api/login', { password })
      .then(onEnter, (failure: Error) => setError(failure instanceof ApiError ? failure.message : login.unreachable))
      .finally(() => setBusy(false))
  }
  return (
    <form class="card narrow" onSubmit={enter}>
      <h1>{login.title}</h1>
      <label>
        {login.password}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      <p role="alert" class="bad-text">
        {error}
      </p>
      <button type="submit" class="primary" disabled={busy}>
        {login.enter}
      </button>
    </form>
  )
}

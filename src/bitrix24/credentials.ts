import { type Fields, fieldAt, textOf } from './fields.ts'

/** What the administrator typed into the cashbox card. Compared and forgotten: never logged, never stored. */
export interface Credentials {
  readonly login: string
  readonly password: string
  readonly inn: string
  readonly mode: string
}

const section = 'cashbox_params'

/** Credentials of a request; '' for what is missing. */
export function credentialsOf(fields: Fields): Credentials {
  const of = (...path: readonly string[]): string => {
    const field = fieldAt(fields, section, ...path)
    return typeof field === 'string' ? (textOf(field)?.trim() ?? '') : ''
  }
  return {
    login: of('AUTH', 'LOGIN'),
    password: of('AUTH', 'PASSWORD'),
    inn: of('COMPANY', 'INN'),
    mode: of('INTERACTION', 'MODE'),
  }
}

/** Shorter secrets would blot out half of every text. */
const shortestSecret = 4
const hidden = '***'

/** A function that blots every secret out of a text, as it is and percent-encoded. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length)
  return (text) => forms.reduce((clean, secret) => clean.replaceAll(secret, hidden), text)
}

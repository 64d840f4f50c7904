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

import { looksHashed, matchesHash, parsePasswordHash } from '../base/password-hash.ts'
import { compareKey, keyedDigest, secretMatcher } from '../base/same-secret.ts'
import type { AccessSettings } from '../config/bitrix-settings.ts'
import type { Mode } from '../record/identity.ts'
import type { Credentials } from './request/credentials.ts'
import { failedAccess } from './texts/failed-access.ts'
import { type Problem, problem } from './texts/problem.ts'

export type Access = { readonly ok: true; readonly mode: Mode } | { readonly ok: false; readonly problem: Problem }

/** Decides who may print, by what the administrator typed into the cashbox card. */
export interface AccessGuard {
  /** Compares the secret of the address, in constant time. */
  knowsSecret(secret: string): boolean
  /** `mayTry` false: a password that is not known to be right already is not verified, because that is dear. */
  check(credentials: Credentials, mayTry?: boolean): Promise<Access>
}

const noAccess = (denied: Problem): Access => ({ ok: false, problem: denied })

/**
 * `random`: 32 bytes of this process's own. A hashed password costs tens of ms once; a pair that proved right is remembered as
 * a keyed digest, so that later requests cost microseconds. Verifications run one at a time: a flood of wrong passwords
 * must not take every core.
 */
export function accessGuard(settings: AccessSettings, random: Uint8Array): AccessGuard {
  const key = compareKey(random)
  const isSecret = secretMatcher(key, settings.secret)
  const isLogin = secretMatcher(key, settings.login)
  const isPassword = secretMatcher(key, settings.password)
  let proven: string | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const verify = async (password: string, mayTry: boolean): Promise<boolean | 'not-tried'> => {
    if (!looksHashed(settings.password)) return isPassword(password)
    const digest = keyedDigest(key, password).toString('base64')
    if (digest === proven) return true
    const hash = parsePasswordHash(settings.password)
    if (hash === undefined) return false
    if (!mayTry) return 'not-tried'
    const mine = turn.then(() => digest === proven || matchesHash(password, hash))
    turn = mine.catch(() => undefined)
    const right = await mine
    if (right) proven = digest
    return right
  }

  return {
    knowsSecret: isSecret,
    async check({ login, password, inn, mode }, mayTry = true) {
      if (login === '' || password === '') return noAccess(problem('loginMissing', {}))
      const verified = isLogin(login) && (await verify(password, mayTry))
      if (verified === 'not-tried') return noAccess(problem('tooManyFailures', { todo: failedAccess.login }))
      if (!verified) return noAccess(problem('loginWrong', {}))
      if (inn === '') return noAccess(problem('innMissing', {}))
      if (inn !== settings.inn) return noAccess(problem('innOther', { inn }))
      const meant = modeOf(mode, settings)
      return meant === undefined ? noAccess(problem('modeUnknown', { mode })) : { ok: true, mode: meant }
    },
  }
}

function modeOf(mode: string, { otherModes = {} }: AccessSettings): Mode | undefined {
  if (mode === 'ACTIVE' || mode === 'TEST') return mode
  return Object.hasOwn(otherModes, mode) ? otherModes[mode] : undefined
}

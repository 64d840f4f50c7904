import { looksHashed, matchesHash, parsePasswordHash } from '../../bitrix24/password.ts'
import { sameSecret } from '../../bitrix24/same-secret.ts'

/** Compares with the setting, which is the password itself or its hash. One at a time: guessing must not take every core. */
export function passwordCheck(
  setting: string,
  random: (size: number) => Uint8Array,
): (password: string) => Promise<boolean> {
  const key = random(32)
  let turn: Promise<unknown> = Promise.resolve()
  return (password) => {
    if (!looksHashed(setting)) return Promise.resolve(sameSecret(key, password, setting))
    const hash = parsePasswordHash(setting)
    if (hash === undefined) return Promise.resolve(false)
    const mine = turn.then(() => matchesHash(password, hash))
    turn = mine.catch(() => undefined)
    return mine
  }
}

import { looksHashed, matchesHash, parsePasswordHash } from '../base/password-hash.ts'
import { compareKey, sameSecret } from '../base/same-secret.ts'

/** Compares with the setting, which is the password itself or its hash. A hash takes a core for a moment: compare one at a time. */
export function passwordCheck(
  setting: string,
  random: (size: number) => Uint8Array,
): (password: string) => Promise<boolean> {
  const key = compareKey(random(32))
  return async (password) => {
    if (!looksHashed(setting)) return sameSecret(key, password, setting)
    const hash = parsePasswordHash(setting)
    return hash !== undefined && matchesHash(password, hash)
  }
}

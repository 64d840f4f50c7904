import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Compares secrets in a time that tells nothing about them, their lengths included: keyed digests are compared, not texts.
 * `key`: random bytes of this process.
 */
export function sameSecret(key: Uint8Array, a: string, b: string): boolean {
  return timingSafeEqual(keyedDigest(key, a), keyedDigest(key, b))
}

export const keyedDigest = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()

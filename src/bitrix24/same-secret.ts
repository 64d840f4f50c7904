import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Compares secrets in a time that tells nothing about them, their lengths included: keyed digests are compared, not texts.
 * `key`: random bytes of this process.
 */
export function sameSecret(key: Uint8Array, a: string, b: string): boolean {
  return timingSafeEqual(keyedDigest(key, a), keyedDigest(key, b))
}

/** The same against one secret, whose digest is made once. */
export function secretMatcher(key: Uint8Array, secret: string): (candidate: string) => boolean {
  const digest = keyedDigest(key, secret)
  return (candidate) => timingSafeEqual(keyedDigest(key, candidate), digest)
}

export const keyedDigest = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest()

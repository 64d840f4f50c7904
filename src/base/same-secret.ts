import { hash, timingSafeEqual } from 'node:crypto'

/** Random bytes of this process, as text of one length. */
export type CompareKey = string

export const compareKey = (bytes: Uint8Array): CompareKey => Buffer.from(bytes).toString('hex')

/** Compares secrets in a time that tells nothing about them, their lengths included: keyed digests are compared, not texts. */
export function sameSecret(key: CompareKey, a: string, b: string): boolean {
  return timingSafeEqual(keyedDigest(key, a), keyedDigest(key, b))
}

/** The same against one secret, whose digest is made once. */
export function secretMatcher(key: CompareKey, secret: string): (candidate: string) => boolean {
  const digest = keyedDigest(key, secret)
  return (candidate) => timingSafeEqual(keyedDigest(key, candidate), digest)
}

// In one call, and not an HMAC object a secret: three of them are compared for every PRINT. No digest ever leaves the process.
export const keyedDigest = (key: CompareKey, text: string): Buffer => hash('sha256', key + text, 'buffer')

import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

const prefix = 'scrypt'
const keyLength = 32
const form = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/
/** About 40 ms and 16 MiB. */
const cost = { N: 16_384, r: 8, p: 1 } as const
const maxMemory = 256 * 1024 * 1024

interface PasswordHash {
  readonly options: { readonly N: number; readonly r: number; readonly p: number }
  readonly salt: Buffer
  readonly key: Buffer
}

/** Whether a setting is meant as a hash and not as the password itself. */
export const looksHashed = (setting: string): boolean => setting.startsWith(`${prefix}$`)

/** The parts of `scrypt$N$r$p$salt$hash`; undefined for another form or a cost that this host could not bear. */
export function parsePasswordHash(setting: string): PasswordHash | undefined {
  const match = form.exec(setting)
  if (match === null) return undefined
  const [, n, r, p, salt = '', key = ''] = match
  const options = { N: Number(n), r: Number(r), p: Number(p) }
  const powerOfTwo = options.N > 1 && Number.isInteger(Math.log2(options.N))
  if (!powerOfTwo || options.r < 1 || options.p < 1 || 128 * options.N * options.r >= maxMemory) return undefined
  return { options, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

const derive = (password: string, salt: Uint8Array, length: number, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, length, { ...options, maxmem: maxMemory }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })

/** `scrypt$N$r$p$salt$hash`, for the settings file. `salt`: at least 16 random bytes. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const key = await derive(password, salt, keyLength, cost)
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  return [prefix, cost.N, cost.r, cost.p, base64(salt), base64(key)].join('$')
}

export async function matchesHash(password: string, { options, salt, key }: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, key.length, options), key)
}

/** Whether a password is the one of a setting, which holds it or its hash. */
export async function fitsPassword(password: string, setting: string): Promise<boolean> {
  if (!looksHashed(setting)) return password === setting
  const hash = parsePasswordHash(setting)
  return hash !== undefined && (await matchesHash(password, hash))
}

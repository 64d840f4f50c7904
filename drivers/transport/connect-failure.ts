import { LinkLost, type LossKind } from './link.ts'

/** Node's error codes, and the texts of the serial binding, which has no codes. */
const reasons: readonly (readonly [RegExp, string, LossKind?])[] = [
  [/ECONNREFUSED/, 'nothing listens there: the register is off, or its network protocol is not switched on'],
  [/EHOSTUNREACH|ENETUNREACH/, 'no way to this address'],
  [/ENOTFOUND|EAI_AGAIN/, 'no such host'],
  [/ETIMEDOUT/, 'no answer from this address'],
  [/ECONNRESET|EPIPE/, 'connection broken by the register'],
  [/No such file or directory|No such device|ENOENT/i, 'no such port: the register is off or unplugged'],
  [/Permission denied|EACCES/i, 'no permission to open the port: add the user to the group that owns it (dialout)'],
  [
    /Cannot lock port|Resource temporarily unavailable|EBUSY|resource busy/i,
    'port is held by another program',
    'port-busy',
  ],
  [/Inappropriate ioctl|not a (tty|serial)/i, 'this is no serial port'],
]

/** A failure of the operating system as a LinkLost that says what to look at; the original is its cause. */
export function connectFailure(name: string, cause: Error): LinkLost {
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code} ` : ''
  const known = reasons.find(([pattern]) => pattern.test(code + cause.message))
  return new LinkLost(`${name}: ${known?.[1] ?? cause.message}`, { cause, kind: known?.[2] ?? 'gone' })
}

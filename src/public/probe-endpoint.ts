import type { PublicRequest } from '../bitrix24/public-request.ts'

/** 16 random bytes as hex. */
const noncePattern = /^[0-9a-f]{32}$/

function nonceOf(body: Uint8Array): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    const nonce = typeof value === 'object' && value !== null && 'nonce' in value ? value.nonce : undefined
    return typeof nonce === 'string' && noncePattern.test(nonce) ? nonce : undefined
  } catch {
    return undefined
  }
}

export interface ProbeParts {
  readonly knowsSecret: (secret: string) => boolean
  /** This process's answer to a nonce. */
  readonly answer: (nonce: string) => string
}

/**
 * Where the daemon finds out whether it is reached from outside: `POST /bitrix24/<secret>/probe`, `{"nonce": …}`. The answer is
 * legal for CHECK too, as every one of the public listener.
 */
export function probeEndpoint({ knowsSecret, answer }: ProbeParts): (request: PublicRequest) => Promise<string> {
  return async ({ urlSecret, body }) => {
    const nonce = nonceOf(body)
    const proof = nonce !== undefined && knowsSecret(urlSecret) ? { PROBE: answer(nonce) } : {}
    return JSON.stringify({ STATUS: 'WAIT', ...proof })
  }
}

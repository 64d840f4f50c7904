import type { Clock } from '../../drivers/clock.ts'
import type { Log } from '../../drivers/log.ts'
import type { Inquiry, Standing } from '../receipts/inquiry.ts'
import type { AccessGuard } from './access.ts'
import type { FailureLimit } from './failure-limit.ts'
import type { PublicRequest } from './public-request.ts'
import { readBody } from './request/body.ts'
import { checkedUuid } from './request/check-request.ts'
import { done, failed, waiting } from './texts/answers.ts'

export interface CheckParts {
  readonly access: AccessGuard
  /** Counts wrong URL secrets. */
  readonly wrongSecrets: Pick<FailureLimit, 'allows' | 'count'>
  readonly inquiry: Pick<Inquiry, 'ask' | 'isOldAccess'>
  readonly clock: Clock
  readonly log: Log
}

/**
 * How long CHECK may take, ms: Bitrix24 takes an answer that it cannot read for a printed receipt (bitrix24-contract 3), so WAIT
 * comes before a stop of the daemon cuts what is still open (public/connections.ts).
 */
const deadlineMs = 5_000

/**
 * CHECK: WAIT unless a durable record says otherwise (promise, rule 11). The result is the JSON text of the answer; never
 * rejects, and whatever goes wrong inside, or takes too long, is WAIT.
 */
export function checkEndpoint(parts: CheckParts): (request: PublicRequest) => Promise<string> {
  const { clock, log } = parts
  const answer = answerer(parts)
  return (request) =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(deadlineMs, () => {
        log.error({}, 'CHECK took too long: answered WAIT')
        resolve(JSON.stringify(waiting))
      })
      answer(request).then(resolve, reject).finally(cancel)
    })
}

function answerer({ access, wrongSecrets, inquiry, log }: CheckParts): (request: PublicRequest) => Promise<string> {
  return async ({ urlSecret, body, contentType, source }) => {
    try {
      const read = readBody(body, contentType)
      const uuid = read.ok ? checkedUuid(read.fields) : undefined
      if (uuid === undefined) {
        log.warn({}, 'CHECK without a readable uuid')
        return JSON.stringify(waiting)
      }
      if (!access.knowsSecret(urlSecret)) {
        // A look into the store is what a flood of guesses would cost.
        const old = wrongSecrets.allows(source) && (await inquiry.isOldAccess(uuid, urlSecret))
        if (!old) {
          if (wrongSecrets.count(source)) log.warn({}, 'CHECK with a wrong URL secret')
          return JSON.stringify(waiting)
        }
      }
      return JSON.stringify(answerOf(uuid, await inquiry.ask(uuid)))
    } catch (error) {
      log.error({ err: error }, 'CHECK failed: answered WAIT')
      return JSON.stringify(waiting)
    }
  }
}

function answerOf(uuid: string, standing: Standing) {
  switch (standing.kind) {
    case 'wait':
      return waiting
    case 'done':
      return done(uuid, standing.document)
    case 'error':
      return failed(standing.text)
  }
}

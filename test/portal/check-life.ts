import type { Done } from '../../src/bitrix24/texts/answers.ts'

/** What the portal thinks of a check. */
export type CheckStatus = 'new' | 'progress' | 'printed' | 'failed'

export interface PortalCheck {
  readonly uuid: string
  status: CheckStatus
  /** What PRINT returned: the only name that CHECK and check.apply know. */
  externalUuid: string | undefined
  /** Attributes of the printed receipt; empty ones are what a broken answer to CHECK leaves for good. */
  attributes: Partial<Done>
  errors: readonly string[]
  /** How often check.apply saved a refusal. */
  refusals: number
}

/** What came over HTTP; undefined when nothing did. */
export type HttpOutcome =
  | { readonly status: number; readonly body: string; readonly headers: Readonly<Record<string, string | undefined>> }
  | undefined

function jsonOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return undefined
    // Only the top level is put in capitals.
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toUpperCase(), one]))
  } catch {
    return undefined
  }
}

/** An answer that sends the portal elsewhere would be followed, whatever its status. */
function refuseRedirect(outcome: HttpOutcome): void {
  if (outcome?.headers['location'] !== undefined) throw new Error('an answer with a Location header')
}

/** What PRINT's answer makes of a check (bitrix24-contract 2). */
export function afterPrint(check: PortalCheck, outcome: HttpOutcome): void {
  refuseRedirect(outcome)
  if (outcome !== undefined && outcome.status !== 200) {
    check.status = 'progress'
    return
  }
  const answer = outcome === undefined ? undefined : jsonOf(outcome.body)
  const errors = answer?.['ERRORS']
  if (answer === undefined || (Array.isArray(errors) && errors.length > 0)) {
    check.status = 'failed'
    check.errors = Array.isArray(errors) ? errors.map(String) : ['нет ответа кассы']
    return
  }
  check.status = 'progress'
  if (typeof answer['UUID'] === 'string') check.externalUuid = answer['UUID']
}

/** What CHECK's answer makes of it (bitrix24-contract 3): all but WAIT and ERROR is "printed". */
export function afterCheck(check: PortalCheck, outcome: HttpOutcome): void {
  refuseRedirect(outcome)
  if (check.status !== 'progress') return
  const answer = outcome?.status === 200 ? jsonOf(outcome.body) : undefined
  if (answer?.['STATUS'] === 'WAIT') return
  if (answer?.['STATUS'] === 'ERROR') {
    check.status = 'failed'
    check.errors = [String(answer['ERROR'])]
    return
  }
  check.status = 'printed'
  check.attributes = answer ?? {}
}

/**
 * What check.apply makes of a refusal; false when the check is printed and stays so. `refusals` counts the times that the portal marks the
 * order and tells the manager: once too often is a nuisance.
 */
export function afterRefusal(check: PortalCheck, error: string): boolean {
  if (check.status === 'printed') return false
  check.status = 'failed'
  check.errors = [error]
  check.refusals += 1
  return true
}

/** What check.apply makes of it: a check that is printed ignores every later result. */
export function afterApply(check: PortalCheck, attributes: Partial<Done>): void {
  if (check.status === 'printed') return
  check.status = 'printed'
  check.attributes = attributes
}

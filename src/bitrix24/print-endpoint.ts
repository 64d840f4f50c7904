import type { FiscalReceipt } from '../../drivers/ffd/receipt.ts'
import type { Log } from '../../drivers/log.ts'
import type { Objection } from '../../drivers/objections.ts'
import type { Phrase } from '../base/language.ts'
import type { BitrixSettings } from '../config/bitrix-settings.ts'
import { type Intake, NotStored, type Offer } from '../receipts/intake.ts'
import type { Mode } from '../record/identity.ts'
import type { AccessGuard } from './access.ts'
import type { FailureLimit } from './failure-limit.ts'
import type { LineContext } from './mapping/line-mapping.ts'
import { toReceipt } from './mapping/mapping.ts'
import type { PublicRequest } from './public-request.ts'
import { readBody } from './request/body.ts'
import { contentOf, sameSaleOf } from './request/content.ts'
import { credentialsOf } from './request/credentials.ts'
import type { Fields } from './request/fields.ts'
import { bitrixUuidOf, toPrintRequest } from './request/print-request.ts'
import { accepted, refused } from './texts/answers.ts'
import { failedAccess } from './texts/failed-access.ts'
import { codeOf, type MessageKey, type Problem, problem } from './texts/problem.ts'

/** The register that a receipt is for, as far as intake needs it. */
export interface Destination {
  readonly registerId: string
  /** What its receipts take from it; `sentAt`: when the portal sent the check, Unix ms. */
  readonly contextAt: (sentAt: number | undefined) => LineContext
  /** Why the register could never print it, when that is known already. */
  readonly objection: (receipt: FiscalReceipt) => Objection | undefined
}

export interface PrintParts {
  readonly settings: BitrixSettings
  readonly access: AccessGuard
  /** Counts wrong URL secrets. */
  readonly wrongSecrets: Pick<FailureLimit, 'allows' | 'count'>
  /** Counts wrong logins apart from them: strangers, who have no secret, must not keep the shop's own login from being tried. */
  readonly wrongLogins: Pick<FailureLimit, 'allows' | 'count'>
  readonly intake: Pick<Intake, 'accept' | 'answered' | 'modesUnder'>
  /** The register for a NUMBER_KKM ('' when the cashbox card has none); undefined when there is none such. */
  readonly destinationOf: (numberKkm: string, mode: Mode) => Promise<Destination | undefined>
  readonly log: Log
  /** Told of what was refused to the shop's own portal; `check` as far as it was read. */
  readonly onRefused: (problems: readonly Problem[], check: string | undefined) => void
  /** Told of a check whose receipt goes to the shop's own address, since the buyer has none. */
  readonly onShopContact: (check: string) => void
}

/** The request is refused; nothing of it was stored. */
class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problems: readonly Problem[]
  /** The check that is refused, as far as it was read. */
  readonly check: string | undefined

  constructor(problems: readonly Problem[], check?: string) {
    super(problems.map(codeOf).join(', '))
    this.problems = problems
    this.check = check
  }
}

/** Who did not know the URL secret is not the shop's portal, and who tries too often is not told of each time. */
const ofStrangers: readonly MessageKey[] = ['wrongSecret', 'tooManyFailures']

/** Any mark of the right length, to show a register a receipt that has no UUID yet. */
const sampleMark = 'FB00000000000000'

/**
 * PRINT: from the bytes of Bitrix24 to the UUID of a durable receipt, or to ERRORS with nothing left behind. The result is
 * the JSON text of the answer; never rejects.
 */
export function printEndpoint(parts: PrintParts): (request: PublicRequest) => Promise<string> {
  const { settings, log } = parts
  const onAssumed = once(() =>
    log.warn({}, 'the portal sends texts that are not UTF-8 and does not name a charset: read as windows-1251'),
  )
  return async (request) => {
    try {
      return JSON.stringify(accepted(await accept(parts, request, onAssumed)))
    } catch (error) {
      const problems = problemsOf(error)
      if (error instanceof Refusal) tellRefusal(parts, error)
      else log.error({ codes: problems.map(codeOf), err: error }, 'PRINT failed')
      return JSON.stringify(refused(problems, settings.language))
    }
  }
}

function once(tell: () => void): () => void {
  let told = false
  return () => {
    if (!told) tell()
    told = true
  }
}

function tellRefusal({ log, onRefused }: PrintParts, { problems, check }: Refusal): void {
  const why = { check, errors: refused(problems, 'en').ERRORS }
  if (problems[0]?.key === 'tooManyFailures') log.debug(why, 'PRINT refused')
  else log.warn(why, 'PRINT refused')
  if (!problems.some(({ key }) => ofStrangers.includes(key))) onRefused(problems, check)
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refusal) return error.problems
  if (error instanceof NotStored) return [problem(error.withdrawn ? 'cannotStore' : 'outcomeUnknown', {})]
  return [problem('internal', {})]
}

/** The refusal of a wrong secret or login, which counts; after too many of them it says what to mend. */
const denied = (failures: Pick<FailureLimit, 'count'>, source: string, why: Problem, todo: Phrase): Refusal =>
  new Refusal([failures.count(source) ? why : problem('tooManyFailures', { todo })])

async function accept(parts: PrintParts, request: PublicRequest, onAssumed: () => void): Promise<string> {
  const { access, wrongSecrets, wrongLogins, intake } = parts
  const { urlSecret, body, contentType, source } = request
  if (!access.knowsSecret(urlSecret)) {
    const known = await knownUnderOld(parts, request)
    if (known === undefined) throw denied(wrongSecrets, source, problem('wrongSecret', {}), failedAccess.secret)
    return known
  }
  const read = readBody(body, contentType)
  if (!read.ok) throw new Refusal([read.problem])
  if (read.assumed) onAssumed()
  const allowed = await access.check(credentialsOf(read.fields), wrongLogins.allows(source))
  if (!allowed.ok) {
    throw allowed.problem.key === 'loginWrong'
      ? denied(wrongLogins, source, allowed.problem, failedAccess.login)
      : new Refusal([allowed.problem])
  }
  const content = contentOf(read.fields)
  try {
    const offer = await offerOf(parts, read.fields, allowed.mode)
    return await intake.accept({ ...offer, content, urlSecret })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // A check that is known already keeps its answer, whatever has become of its content or of our settings (promise, rule 12).
    const bitrixUuid = bitrixUuidOf(read.fields)
    const known =
      bitrixUuid === undefined ? undefined : await intake.answered({ mode: allowed.mode, bitrixUuid, content })
    if (known === undefined) throw new Refusal(error.problems, bitrixUuid)
    return known
  }
}

/**
 * UUID of a known check that comes again under the URL secret, changed since, that it was accepted under (promise, rules 11
 * and 12): it may be printed, so that a refusal would be false. The store is asked before the login, so that whoever
 * guesses never learns whether a login fits.
 */
async function knownUnderOld(
  { access, wrongSecrets, intake, log }: PrintParts,
  { urlSecret, body, contentType, source }: PublicRequest,
): Promise<string | undefined> {
  // A look into the store is what a flood of guesses would cost.
  if (!wrongSecrets.allows(source)) return undefined
  const read = readBody(body, contentType)
  const bitrixUuid = read.ok ? bitrixUuidOf(read.fields) : undefined
  if (!read.ok || bitrixUuid === undefined) return undefined
  const modes = await intake.modesUnder(urlSecret, bitrixUuid)
  if (modes.length === 0) return undefined
  const allowed = await access.check(credentialsOf(read.fields))
  if (!allowed.ok || !modes.includes(allowed.mode)) return undefined
  const uuid = await intake.answered({ mode: allowed.mode, bitrixUuid, content: contentOf(read.fields) })
  if (uuid !== undefined) log.info({ uuid, check: bitrixUuid }, 'known check came again under an old URL secret')
  return uuid
}

/** The receipt that a request asks for. Throws Refusal. */
async function offerOf(
  { settings, destinationOf, log, onShopContact }: PrintParts,
  fields: Fields,
  mode: Mode,
): Promise<Omit<Offer, 'content' | 'urlSecret'>> {
  const decoded = toPrintRequest(fields)
  if (!decoded.ok) throw new Refusal(decoded.problems)
  const request = decoded.value
  const destination = await destinationOf(request.numberKkm, mode)
  if (destination === undefined) throw new Refusal([problem('registerUnknown', { number: request.numberKkm })])
  const mapped = toReceipt(request, settings, destination.contextAt(request.sentAt))
  if (!mapped.ok) throw new Refusal(mapped.problems)
  const objection = destination.objection(mapped.receipt(sampleMark))
  if (objection !== undefined) throw new Refusal([problem('registerObjects', { reason: objection })])
  if (mapped.warnings.length > 0) log.warn({ check: request.uuid, warnings: mapped.warnings }, 'receipt looks unusual')
  if (mapped.warnings.some(({ key }) => key === 'shopContact')) onShopContact(request.uuid)
  return {
    mode,
    bitrixUuid: request.uuid,
    type: request.type,
    registerId: destination.registerId,
    sameSale: sameSaleOf(request),
    receipt: mapped.receipt,
  }
}

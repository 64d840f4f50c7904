import { contentOfReceipt, type KeptContent, type ReceiptContent } from '../../drivers/ffd/content.ts'
import type { Cashier } from '../../drivers/ffd/receipt.ts'
import type { Reason } from '../../drivers/reason.ts'
import type { Baseline, FiscalRegister, RegisterIdentity } from '../../drivers/register.ts'
import { RegisterError, type RegisterErrorCode } from '../../drivers/register-error.ts'
import type { Language } from '../base/language.ts'
import type { Ledger } from '../receipts/ledger.ts'
import { documentToJson, receiptFromJson } from '../record/receipt-json.ts'
import type { AttemptEnd, ReceiptEvent, ReceiptRecord, Tried } from '../record/record.ts'
import { contentsOf, remarkOn, sentOn } from '../record/sent.ts'
import { reasonText } from '../words/reason-text.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'
import { type Refusal, refusalOf } from '../words/refusal.ts'
import { reconcile, type Verdict } from './reconcile.ts'
import { modeObjection } from './test-mode.ts'

export interface PrintParts {
  readonly register: FiscalRegister
  readonly ledger: Ledger
  /** The language in which Bitrix24 is told a refusal. */
  readonly language: Language
  /** Asks which register answers. Throws RegisterError when it is not the one of the settings. */
  readonly identify: (signal: AbortSignal) => Promise<RegisterIdentity>
  readonly cashier: Cashier | undefined
  /** Whether a receipt may be printed now, at that baseline. When not, its record was changed durably. */
  readonly admits: (record: ReceiptRecord, baseline: Baseline, signal: AbortSignal) => Promise<boolean>
  /** UUID -> why the last attempt failed, while the fate of the receipt is unknown. A restart loses it: the attempt is then unexplained. */
  readonly causes: Map<string, RegisterError>
  /** Called when a registered document differs in something that does not decide whose it is. `remark`: the tags. */
  readonly onRemark: (uuid: string, remark: string) => void
  /** Called while a long reading of the fiscal memory gets on. */
  readonly onProgress: () => void
}

/** How an attempt ended for the lane: go on, or wait because of this trouble. */
export type AttemptResult = { readonly kind: 'done' } | { readonly kind: 'trouble'; readonly error: RegisterError }

const done: AttemptResult = { kind: 'done' }

/** Errors that do not tell why nothing was registered. After the third of them a person decides (promise, rule 9). */
export const unexplainedCodes: ReadonlySet<RegisterErrorCode> = new Set(['LINK_LOST', 'TIMEOUT', 'PROTOCOL', 'STATE'])

/** The refusal of a receipt that the register will never take. */
const refusalBy = (code: RegisterErrorCode, why: Reason, language: Language): Refusal =>
  refusalOf(bridgeReason('REFUSED_BY_REGISTER', { why }), language, code)

function endOf(error: RegisterError | undefined, language: Language): AttemptEnd {
  if (error === undefined || unexplainedCodes.has(error.code)) return { kind: 'unexplained' }
  if (error.remedy === 'refuse') return { kind: 'refused', ...refusalBy(error.code, error.reason, language) }
  return { kind: 'explained' }
}

/** The baseline of the register that was asked who it is. A reconnect in between may have met another one. Throws RegisterError. */
async function baselineOf(
  register: FiscalRegister,
  { serial }: RegisterIdentity,
  signal: AbortSignal,
): Promise<Baseline> {
  const baseline = await register.baseline(signal)
  if (baseline.serial === serial) return baseline
  throw new RegisterError('WRONG_REGISTER', 'not-registered', `register ${baseline.serial} answers now, not ${serial}`)
}

/**
 * Prints one accepted receipt. Whatever goes wrong after the record says `printing`, only the verdict on the fiscal
 * memory leads out of that state (promise, rules 1 and 5). Throws RegisterError when the register cannot be asked; then the
 * record stays as it is and the lane comes back.
 */
export async function printReceipt(
  parts: PrintParts,
  accepted: ReceiptRecord,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const { register, ledger } = parts
  const receipt = receiptFromJson(requireReceipt(accepted))
  const identity = await parts.identify(signal)
  let baseline = await baselineOf(register, identity, signal)
  if (!(await parts.admits(accepted, baseline, signal))) return done
  // The documents were claimed before this, so that a receipt which is printed already is not refused.
  const objection = modeObjection(accepted.mode, identity) ?? register.objection(receipt, identity)
  if (objection !== undefined) {
    const said = reasonText(objection, 'en')
    if (accepted.state.name === 'accepted' && accepted.state.tried === undefined) {
      const refusal = refusalBy('NOT_SUPPORTED', objection, parts.language)
      await ledger.apply(accepted.uuid, { type: 'refuse', ...refusal }, said)
      return done
    }
    throw new RegisterError('NOT_SUPPORTED', 'unknown', `a receipt tried before is impossible now: ${said}`)
  }
  if (!baseline.shift.open) {
    const { fn, lastDocument } = baseline
    await register.openShift(parts.cashier, signal)
    baseline = await baselineOf(register, identity, signal)
    // The report of the shift is ours. If anything else appeared meanwhile, it is looked at first.
    const isReportOnly = baseline.fn === fn && baseline.lastDocument === lastDocument + 1
    if (!isReportOnly && !(await parts.admits(accepted, baseline, signal))) return done
  }
  const event = { type: 'taken', baseline, sent: sentOn(identity.ffd) } as const
  const detail = `baseline FD ${baseline.lastDocument}`
  const taken = await ledger.apply(accepted.uuid, event, detail)
  const attempt = attemptOf(taken)
  try {
    const { document, content } = await register.print(receipt, {
      baseline,
      attempt,
      signal,
      beforeClosing: async () => {
        await ledger.apply(accepted.uuid, { type: 'closing' })
      },
    })
    await ledger.apply(
      accepted.uuid,
      { type: 'registered', document: documentToJson(document), proof: 'print' },
      `FD ${document.number}`,
    )
    tellRemark(parts, accepted.uuid, [contentOfReceipt(receipt, identity.ffd)], content)
    return done
  } catch (error) {
    if (!(error instanceof RegisterError)) throw error
    parts.causes.set(accepted.uuid, error)
    // A stop before the closing command is settled at once: after the restart nobody would know why nothing was registered,
    // and three stops in one receipt would make it a person's business.
    const isOurStop = error.code === 'ABORTED' && error.outcome === 'not-registered'
    await settleReceipt(parts, accepted.uuid, isOurStop ? new AbortController().signal : signal)
    return error.remedy === 'refuse' ? done : { kind: 'trouble', error }
  }
}

/**
 * Finds out what became of a receipt in `printing`: after a failed attempt or after a restart. Throws
 * RegisterError while the register cannot be asked: never guess, ask again.
 */
export async function settleReceipt(parts: PrintParts, uuid: string, signal: AbortSignal): Promise<void> {
  const { register, ledger, language, causes, onProgress } = parts
  const record = await ledger.store.find(uuid)
  if (record?.state.name !== 'printing') return
  const { tried, closing } = record.state
  const cause = causes.get(uuid)
  const receipt = receiptFromJson(requireReceipt(record))
  const { baseline } = tried
  const mark = receipt.mark.text
  const evidence = await register.evidence({ baseline, mark, attempt: tried.attempts, closing, onProgress, signal })
  const expected = {
    baseline,
    mark,
    settlement: receipt.settlement,
    total: receipt.total,
    contents: contentsOf(record),
  }
  const verdict = reconcile(expected, evidence)
  const seen = `FN ${evidence.fn}, FD ${evidence.lastDocument}, baseline FD ${baseline.lastDocument}`
  await ledger.apply(uuid, eventOf(verdict, cause, language), `${explain(cause, tried)}; ${seen}`)
  causes.delete(uuid)
  if (verdict.kind === 'registered') tellRemark(parts, uuid, expected.contents, verdict.witness.content)
}

function tellRemark(
  { onRemark }: Pick<PrintParts, 'onRemark'>,
  uuid: string,
  contents: readonly ReceiptContent[],
  kept: KeptContent,
): void {
  const remark = remarkOn(contents, kept)
  if (remark !== '') onRemark(uuid, remark)
}

function eventOf(verdict: Verdict, cause: RegisterError | undefined, language: Language): ReceiptEvent {
  switch (verdict.kind) {
    case 'registered':
      return { type: 'registered', document: documentToJson(verdict.witness.document), proof: 'evidence' }
    case 'not-registered':
      return { type: 'not-registered', end: endOf(cause, language) }
    case 'unresolved':
      return { type: 'doubtful', why: verdict.why }
  }
}

const explain = (cause: RegisterError | undefined, tried: Tried): string =>
  `attempt ${tried.attempts}: ${cause === undefined ? 'interrupted' : `${cause.code}: ${cause.message}`}`

/** Number of the attempt that is under way. */
function attemptOf({ uuid, state }: ReceiptRecord): number {
  if (state.name !== 'printing') throw new TypeError(`${uuid} is ${state.name}: it is not being printed`)
  return state.tried.attempts
}

function requireReceipt(record: ReceiptRecord): NonNullable<ReceiptRecord['receipt']> {
  if (record.receipt === null) throw new TypeError(`${record.uuid} is a tombstone: it is never printed`)
  return record.receipt
}

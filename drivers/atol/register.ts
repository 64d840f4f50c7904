import type { Clock } from '../clock.ts'
import type { NoDocument, ReceiptWitness, StoredDocument, Witness } from '../ffd/document.ts'
import { witnessOf } from '../ffd/document.ts'
import type { Zone } from '../ffd/local-time.ts'
import type { Cashier, FiscalReceipt } from '../ffd/receipt.ts'
import type { Log } from '../log.ts'
import type { Kopecks } from '../money.ts'
import type { Objection } from '../objections.ts'
import type {
  Baseline,
  Evidence,
  EvidenceQuestion,
  FiscalRegister,
  PrintAttempt,
  RegisterIdentity,
  RegisterStatus,
} from '../register.ts'
import type { Link } from '../transport/link.ts'
import { call } from './call.ts'
import { moveCash } from './cash.ts'
import { setClock } from './clock.ts'
import { readFnNumber } from './commands/fiscal-memory.ts'
import { printLine } from './commands/printing.ts'
import type { Device } from './device.ts'
import { gatherEvidence } from './evidence.ts'
import { receiptObjection } from './objection.ts'
import { openExchange, type Protocol } from './open-exchange.ts'
import { printReceipt } from './print.ts'
import { ProfileCache, readProfile } from './profile.ts'
import { closingCall } from './receipt-tasks.ts'
import { copy, xReport } from './reports.ts'
import { Session } from './session.ts'
import { closeShift, openShift } from './shift.ts'
import { readBaseline, readStatus } from './status.ts'
import { Stillness } from './stillness.ts'
import { readIfReadable } from './stored-document.ts'
import { TagForecast } from './tag-forecast.ts'

export interface AtolOptions {
  /** A new link; rejects with LinkLost. Called again after every loss. */
  readonly open: () => Promise<Link>
  readonly protocol: Protocol
  readonly clock: Clock
  readonly log: Log
  /** The zone that the register's clock shows: an IANA name or `+03:00`. */
  readonly zone: Zone
}

/** A register that speaks ATOL's protocol. Connects by itself on the next call after a loss; see FiscalRegister for the promises. */
export class AtolRegister implements FiscalRegister {
  /** T5 of 4Ah (protocol 1.3). */
  readonly closingTimeoutMs = closingCall.task.timeoutMs
  readonly #device: Device
  readonly #profiles = new ProfileCache()

  constructor(options: AtolOptions) {
    const { open, protocol, clock, log, zone } = options
    const session = new Session({
      open,
      exchange: (link) => openExchange(protocol, { link, clock, log }),
      log,
    })
    this.#device = {
      session,
      clock,
      log,
      zone,
      tagForecast: new TagForecast(),
      stillness: new Stillness(options.clock),
      profile: (line, signal) => this.#profiles.of(session.serial, line, signal),
    }
  }

  async identify(signal?: AbortSignal): Promise<RegisterIdentity> {
    const profile = await readProfile(await this.#device.session.line(signal), signal)
    this.#profiles.keep(profile)
    return profile.identity
  }

  async status(signal?: AbortSignal): Promise<RegisterStatus> {
    return readStatus(await this.#device.session.line(signal), this.#device.zone, signal)
  }

  baseline(signal?: AbortSignal): Promise<Baseline> {
    return readBaseline(this.#device, signal)
  }

  objection(receipt: FiscalReceipt, identity: RegisterIdentity): Objection | undefined {
    return receiptObjection(receipt, identity)
  }

  print(receipt: FiscalReceipt, attempt: PrintAttempt): Promise<ReceiptWitness> {
    return printReceipt(this.#device, receipt, attempt)
  }

  evidence(question: EvidenceQuestion): Promise<Evidence> {
    return gatherEvidence(this.#device, question)
  }

  async witness(number: number, signal?: AbortSignal): Promise<Witness | 'none'> {
    const stored = await this.readDocument(number, signal)
    return stored === 'none' ? stored : witnessOf(number, stored, this.#device.zone)
  }

  async readDocument(number: number, signal?: AbortSignal): Promise<StoredDocument | NoDocument> {
    const line = await this.#device.session.line(signal)
    const { fn } = await line.ask(call(readFnNumber, {}), signal)
    return readIfReadable(this.#device, line, fn, number, signal)
  }

  openShift(cashier?: Cashier, signal?: AbortSignal): Promise<void> {
    return openShift(this.#device, cashier, signal)
  }

  closeShift(cashier?: Cashier, signal?: AbortSignal): Promise<void> {
    return closeShift(this.#device, cashier, signal)
  }

  xReport(cashier?: Cashier, signal?: AbortSignal): Promise<void> {
    return xReport(this.#device, cashier, signal)
  }

  cashIn(sum: Kopecks, signal?: AbortSignal): Promise<void> {
    return moveCash(this.#device, 'in', sum, signal)
  }

  cashOut(sum: Kopecks, signal?: AbortSignal): Promise<void> {
    return moveCash(this.#device, 'out', sum, signal)
  }

  printCopy(number?: number, signal?: AbortSignal): Promise<void> {
    return copy(this.#device, number, signal)
  }

  setClock(at: number, signal?: AbortSignal): Promise<void> {
    return setClock(this.#device, at, signal)
  }

  /** Prints lines of text outside any receipt; throws LayoutError on a line longer than 64 characters. */
  async printText(lines: readonly string[], signal?: AbortSignal): Promise<void> {
    const calls = lines.map((text) => call(printLine, { text }))
    await (await this.#device.session.line(signal)).run(calls, signal)
  }

  close(): void {
    this.#device.session.close()
  }
}

/**
 * The contract between the daemon and any fiscal register (KKT): all that `src` may know of hardware.
 * Words and numbers are those of the fiscal data format (FFD); the tag a field becomes stands beside it.
 */
import type { NoDocument, ReceiptWitness, StoredDocument, Witness } from './ffd/document.ts'
import type { Cashier, FfdVersion, FiscalReceipt, TaxSystem } from './ffd/receipt.ts'
import type { VatRate } from './ffd/vat.ts'
import type { Kopecks } from './money.ts'
import type { Objection } from './objections.ts'

/** What must be durable before the first byte of a receipt leaves: everything later proof compares with. */
export interface Baseline {
  /** Serial number of the register (1013). */
  readonly serial: string
  readonly fn: string
  /** N0: the last fiscal document number before the receipt. */
  readonly lastDocument: number
  readonly shift: { readonly open: boolean; readonly number: number }
}

export interface EvidenceQuestion {
  readonly baseline: Baseline
  /** The mark looked for: a receipt that carries it ends the waiting at once. */
  readonly mark: string
  /** The last attempt that was begun. */
  readonly attempt: number
  /** Whether the closing command may have been handed over. Then the last number is read twice, that command's own time-out apart, before "nothing new" may be said. */
  readonly closing: boolean
  /** Called whenever the asking gets on: the documents to read may be many, and slow. */
  readonly onProgress?: () => void
  readonly signal?: AbortSignal
}

/** What the register says after the fact, read behind a fence: nothing of ours is running in it any more. */
export interface Evidence {
  readonly serial: string
  readonly fn: string
  readonly lastDocument: number
  /** Documents after the baseline's, oldest first; empty when the FN is not the baseline's. */
  readonly documents: readonly Witness[]
}

/** What a register can do, as it is registered and as its driver can tell it to. The version of FFD is beside it, in the identity. */
export interface Capabilities {
  /** Marked goods: `none` cannot be sold · `unchecked` their codes go into the receipt as they are · `checked` the register checks each first. */
  readonly marking: 'none' | 'unchecked' | 'checked'
  /** Correction receipts. */
  readonly corrections: boolean
  /** Receipts with nothing on paper. */
  readonly electronicOnly: boolean
  /** Goods sold for somebody else (1222, 1224, 1226). */
  readonly agent: boolean
  /** The largest receipt: bytes of TLV that its lines may take in the fiscal memory. */
  readonly maxReceiptBytes: number
}

export interface RegisterIdentity {
  readonly model: string
  readonly serial: string
  readonly firmware: string
  readonly ffd: FfdVersion
  readonly fn: string
  readonly registrationNumber: string
  readonly inn: string
  /** Registered tax systems (1062). */
  readonly taxSystems: readonly TaxSystem[]
  /** Rates that the register's table of taxes holds. */
  readonly vatRates: readonly VatRate[]
  readonly capabilities: Capabilities
}

export type PrinterTrouble = 'no-link' | 'mechanical' | 'cutter' | 'overheated' | 'paper-jam' | 'presenter'

export type FnWarning = 'replace-urgently' | 'keys-expire-in-30-days' | 'memory-90-percent' | 'ofd-overdue' | 'critical'

/** Instants are Unix ms; the register's own clock has no zone, the driver knows it. */
export interface RegisterStatus {
  readonly clock: number
  readonly paper: 'present' | 'low' | 'out'
  readonly cover: 'closed' | 'open'
  /** Printer trouble beyond paper and cover. */
  readonly printer: readonly PrinterTrouble[]
  readonly shift: { readonly state: 'closed' | 'open' | 'expired'; readonly number: number; readonly openedAt?: number }
  readonly receiptOpen: boolean
  readonly cash: Kopecks
  readonly fn: {
    readonly number: string
    readonly fiscal: boolean
    /** Last day of validity, `YYYY-MM-DD`. */
    readonly expires: string
    readonly warnings: readonly FnWarning[]
    readonly lastDocument: number
  }
  readonly ofd: { readonly unsent: number; readonly oldestAt?: number }
}

/**
 * What a look at a register showed, by reading commands alone: what another program left unfinished in it stays. `closed`: there is no
 * way to it · `silent`: nothing answers · `unclear`: something answers, and cannot be asked.
 */
export type Probed =
  | { readonly kind: 'register'; readonly identity: RegisterIdentity; readonly status: RegisterStatus }
  /** `place` as the operator would write it; `reason` for the log. */
  | { readonly kind: 'closed' | 'silent' | 'unclear'; readonly place: string; readonly reason: string }

export interface PrintAttempt {
  readonly baseline: Baseline
  /** Which attempt of the receipt this is, from 1: mark and attempt tell it from every other, for a register that is told so. */
  readonly attempt: number
  /** Called once, after everything before the closing command is proven and before its first byte may leave. If it rejects, the receipt is cancelled. */
  readonly beforeClosing: () => Promise<void>
  readonly signal?: AbortSignal
}

/**
 * A register of any make. Calls must not overlap: its owner (the lane) serialises them. Every failure is a
 * `RegisterError`, whose `outcome` says what is known about the receipt. The driver reconnects by itself on the next call.
 */
export interface FiscalRegister {
  /** How long the command that closes a receipt may be under way before its end is certain, ms. */
  readonly closingTimeoutMs: number
  identify(signal?: AbortSignal): Promise<RegisterIdentity>
  status(signal?: AbortSignal): Promise<RegisterStatus>
  baseline(signal?: AbortSignal): Promise<Baseline>
  /** Why this register could never register that receipt; undefined when nothing speaks against it. */
  objection(receipt: FiscalReceipt, identity: RegisterIdentity): Objection | undefined
  /** Registers the receipt. Resolves only with proof that the document is this receipt: with the document as it was read back. */
  print(receipt: FiscalReceipt, attempt: PrintAttempt): Promise<ReceiptWitness>
  /** Ends whatever is unfinished without closing it, waits until nothing of ours can run any more, and reads what the fiscal memory holds since the baseline. */
  evidence(question: EvidenceQuestion): Promise<Evidence>
  /**
   * A document of the fiscal memory as far as a verdict needs it. `none`: the memory holds none of that number, by its own word; what it
   * refuses to give is an unreadable one.
   */
  witness(number: number, signal?: AbortSignal): Promise<Witness | 'none'>
  /** The same document whole, for people who want to see it. */
  readDocument(number: number, signal?: AbortSignal): Promise<StoredDocument | NoDocument>
  openShift(cashier?: Cashier, signal?: AbortSignal): Promise<void>
  closeShift(cashier?: Cashier, signal?: AbortSignal): Promise<void>
  xReport(cashier?: Cashier, signal?: AbortSignal): Promise<void>
  cashIn(sum: Kopecks, signal?: AbortSignal): Promise<void>
  cashOut(sum: Kopecks, signal?: AbortSignal): Promise<void>
  /** Prints a copy: of the document with that number, or of the last one. Registers nothing. */
  printCopy(number?: number, signal?: AbortSignal): Promise<void>
  /** Sets the register's clock, Unix ms. Throws RegisterError: SHIFT_OPEN while a shift is open. */
  setClock(at: number, signal?: AbortSignal): Promise<void>
  /** Prints lines of text outside any receipt. Registers nothing. */
  printText(lines: readonly string[], signal?: AbortSignal): Promise<void>
  close(): void
}

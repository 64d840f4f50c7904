/**
 * The contract between the daemon and any fiscal register (KKT): all that `src` may know of hardware.
 * Words and numbers are those of the fiscal data format (FFD); the tag a field becomes stands beside it.
 */
import type { Tags } from './ffd/tags.ts'

declare const unit: unique symbol
/** Money as an integer of kopecks. Never a binary fraction. Build with `kopecks`, print with `formatKopecks`. */
export type Kopecks = bigint & { readonly [unit]: 'kopecks' }
/** Quantity as an integer of thousandths (1 piece = 1000n), which is what the wire carries. */
export type Quantity = bigint & { readonly [unit]: 'thousandths' }

/** VAT rate of a line (tag 1199). `a/b` are the calculated rates of prepayments. Codes and arithmetic: ffd/vat.ts. */
export type VatRate = '20' | '10' | '20/120' | '10/110' | '0' | 'none' | '5' | '7' | '5/105' | '7/107' | '22' | '22/122'

/** Tax system (tag 1055): 1 general, 2 simplified (income), 4 simplified (income less expense), 8 ENVD (dead since 2021), 16 agricultural, 32 patent. */
export type TaxSystem = 1 | 2 | 4 | 8 | 16 | 32

/** Sign of settlement (tag 1054): 1, 2, 3, 4 in this order. */
export type Settlement = 'sale' | 'sale-return' | 'buy' | 'buy-return'

/** Version of the fiscal data format (tag 1209). */
export type FfdVersion = '1.05' | '1.1' | '1.2'

export interface Cashier {
  /** Post and name (1021), at most 64 characters. */
  readonly name: string
  /** 12 digits (1203). */
  readonly inn?: string
}

/** Whom the goods are sold for (1224, 1226); `sign` is the agent's (1222). */
export interface Agent {
  /** Tag 1222, one bit: 1, 2, 4, 8, 16, 32 or 64. */
  readonly sign: number
  /** Tag 1226: 10 or 12 digits; twelve zeros when the supplier has none. */
  readonly supplierInn: string
  /** Tag 1225. */
  readonly supplierName?: string
  /** Tag 1171, `+7…`, each at most 19 characters. */
  readonly supplierPhones: readonly string[]
}

/** One line of a receipt (1059). Text is Unicode; the driver brings it to the register's character set and length. */
export interface FiscalItem {
  /** Tag 1030. */
  readonly name: string
  /** Tag 1079, per unit, discounts included. */
  readonly price: Kopecks
  /** Tag 1023. */
  readonly quantity: Quantity
  /** Tag 1043, discounts included; may differ from price × quantity by a kopeck. */
  readonly sum: Kopecks
  readonly vat: VatRate
  /** Subject of settlement (1212), 1..33. */
  readonly subject: number
  /** Method of settlement (1214), 1..7. */
  readonly method: number
  /** Measure of quantity (2108), FFD 1.2. */
  readonly measure: number
  /** Marked goods: tag 1162 as bytes, and the scanned code (2000) that FFD 1.2 wants. */
  readonly marking?: { readonly productCode?: Uint8Array; readonly code?: string }
  readonly agent?: Agent
}

/** Amounts by form of payment: 1031, 1081, 1215, 1216, 1217. Cash is what is counted, never what was tendered. */
export interface Payments {
  readonly cash: Kopecks
  readonly cashless: Kopecks
  readonly advance: Kopecks
  readonly credit: Kopecks
  readonly other: Kopecks
}

/** A receipt, whole and decided: nothing in it is left for the driver to guess. */
export interface FiscalReceipt {
  readonly settlement: Settlement
  readonly taxSystem: TaxSystem
  readonly items: readonly FiscalItem[]
  readonly payments: Payments
  /** Tag 1020: the sum of the items and of the payments. */
  readonly total: Kopecks
  /** Our proof of ownership: at most 16 characters, written into `tag` (1192 itself, or 1084 as a user attribute). */
  readonly mark: { readonly text: string; readonly tag: 1192 | 1084 }
  /** Buyer's phone `+7…` or e-mail (1008). */
  readonly buyer?: string
  /** Sender's e-mail (1117). */
  readonly sender?: string
  /** Place of settlement (1187); the site's address for an Internet sale. */
  readonly place?: string
  /** Internet settlement (1125 = 1). */
  readonly internet: boolean
  readonly cashier?: Cashier
  /** Nothing on paper: the buyer gets it by e-mail or phone. */
  readonly electronicOnly: boolean
}

/** A registered receipt: the attributes that prove it. */
export interface FiscalDocument {
  /** Number of the fiscal memory, FN (1041), 16 digits. */
  readonly fn: string
  /** Number of the fiscal document, FD (1040): with `fn` the only true identity. */
  readonly number: number
  /** Fiscal sign, FPD (1077): an unsigned 32-bit decimal. */
  readonly sign: string
  /** Registration number of the register, RNM (1037), 16 digits. */
  readonly registrationNumber: string
  /** Shift (1038). */
  readonly shift: number
  /** Receipt number within the shift (1042). */
  readonly receiptNumber: number
  /** The real instant of tag 1012, Unix seconds. */
  readonly at: number
  readonly settlement: Settlement
  readonly total: Kopecks
}

/** A document as the fiscal memory returns it: its code (3 receipt, 31 correction, 2 shift opening …) and its TLV tags. */
export interface StoredDocument {
  readonly fn: string
  readonly number: number
  readonly code: number
  readonly tags: Tags
}

/**
 * Why the fiscal memory gives no document: `none` it holds none of that number, by its own word · `unreadable` it refuses to give it,
 * or gives what is no such document; it may well be there.
 */
export type NoDocument = 'none' | 'unreadable'

/** What must be durable before the first byte of a receipt leaves: everything later proof compares with. */
export interface Baseline {
  /** Serial number of the register (1013). */
  readonly serial: string
  readonly fn: string
  /** N0: the last fiscal document number before the receipt. */
  readonly lastDocument: number
  readonly shift: { readonly open: boolean; readonly number: number }
}

/** One document of the fiscal memory, as far as a verdict needs it. */
export type Witness =
  | {
      readonly kind: 'receipt'
      readonly document: FiscalDocument
      /** Texts of 1192 and of 1086, whichever are there. */
      readonly marks: readonly string[]
      readonly itemCount: number
    }
  | { readonly kind: 'other'; readonly number: number; readonly code: number }
  | { readonly kind: 'unreadable'; readonly number: number }

export type ReceiptWitness = Extract<Witness, { kind: 'receipt' }>

export interface EvidenceQuestion {
  readonly baseline: Baseline
  /** The mark looked for: a receipt that carries it ends the waiting at once. */
  readonly mark: string
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
}

export type FnWarning = 'replace-urgently' | 'keys-expire-in-30-days' | 'memory-90-percent' | 'ofd-overdue' | 'critical'

/** Instants are Unix ms; the register's own clock has no zone, the driver knows it. */
export interface RegisterStatus {
  readonly clock: number
  readonly paper: 'present' | 'low' | 'out'
  readonly cover: 'closed' | 'open'
  /** Printer trouble beyond paper and cover, as the register names it. */
  readonly printer: readonly string[]
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

export interface PrintAttempt {
  readonly baseline: Baseline
  /** Called once, after everything before the closing command is proven and before its first byte may leave. If it rejects, the receipt is cancelled. */
  readonly beforeClosing: () => Promise<void>
  readonly signal?: AbortSignal
}

/**
 * A register of any make. Calls must not overlap: its owner (the lane) serialises them. Every failure is a
 * `RegisterError`, whose `outcome` says what is known about the receipt. The driver reconnects by itself on the next call.
 */
export interface FiscalRegister {
  identify(signal?: AbortSignal): Promise<RegisterIdentity>
  status(signal?: AbortSignal): Promise<RegisterStatus>
  baseline(signal?: AbortSignal): Promise<Baseline>
  /** Why this register could never register that receipt, in Russian, naming the field; undefined when nothing speaks against it. */
  objection(receipt: FiscalReceipt, identity: RegisterIdentity): string | undefined
  /** Registers the receipt. Resolves only with proof that the document is this receipt. */
  print(receipt: FiscalReceipt, attempt: PrintAttempt): Promise<FiscalDocument>
  /** Ends whatever is unfinished without closing it, waits until nothing of ours can run any more, and reads what the fiscal memory holds since the baseline. */
  evidence(question: EvidenceQuestion): Promise<Evidence>
  /** A document from the fiscal memory. */
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

import type { CountryCode } from 'libphonenumber-js/min'
import type { Cashier, Payments, TaxSystem } from '../../drivers/ffd/receipt.ts'
import type { VatRate } from '../../drivers/ffd/vat.ts'
import type { Language } from '../base/language.ts'
import type { Mode } from '../record/identity.ts'

/** Rates that a VAT record of the portal may have; 18 % is listed there still, and always refused. */
export const portalRates = ['none', '0', '5', '7', '10', '18', '20', '22'] as const
export type PortalRate = (typeof portalRates)[number]

/** An Internet shop: tag 1125 = 1, which wants a contact of the buyer (1008). */
export interface InternetSettings {
  /** The site's address, tag 1187. */
  readonly place: string
  /** What becomes of a sale whose buyer has no usable contact: it goes to the shop's own address, or is refused. */
  readonly withoutContact?: 'shop' | 'refuse'
}

/**
 * The money was taken already: a document that reaches the shop's mailbox, with an alarm, is the lesser fault than none at all;
 * and the shop's address is what Bitrix24 itself puts in place of an empty contact.
 */
export const withoutContactDefault = 'shop'

/** What Bitrix24 does not send about a receipt and the shop decides, for the whole portal. */
export interface ReceiptSettings {
  /** Portal VAT id -> rate. Id 0 means "no VAT record": without VAT unless the table says otherwise. */
  readonly vat: Readonly<Record<string, PortalRate>>
  /** VAT of advances, whose lines come with id 0 (fiscal-data 2.5). */
  readonly advanceVat: VatRate
  /** VAT of repayments of a credit (fiscal-data 2.2: sources disagree, `none` by default). */
  readonly repaymentVat: VatRate
  /** Lets 20 % through on new sales after 2025. */
  readonly allowTwentyPercent: boolean
  /** Tag 1222 of lines with a supplier. */
  readonly supplierAgentSign: 1 | 2 | 4 | 8 | 16 | 32 | 64
  /** Which contact goes into 1008 when the buyer gave both. */
  readonly buyerContact: 'email' | 'phone'
  /** Country of the shop: phones without a country's code are numbers of it. */
  readonly country: CountryCode
  /** Set for an Internet shop. */
  readonly internet?: InternetSettings
  readonly electronicOnly: boolean
  /** What the portal's own types of payment are, beside the four that every portal has. */
  readonly paymentForms: Readonly<Record<string, keyof Payments>>
}

/** What a receipt takes from the register that prints it. */
export interface RegisterTraits {
  /** Tag 1055. */
  readonly taxSystem: TaxSystem
  readonly cashier?: Cashier
  /** Tag that carries our mark. */
  readonly markTag: 1192 | 1084
}

/** Who may print: compared with what the administrator typed into the cashbox card. */
export interface AccessSettings {
  /** The part of the address that only the portal knows. */
  readonly secret: string
  readonly login: string
  /** The password itself, or its hash `scrypt$N$r$p$salt$hash` (base64). */
  readonly password: string
  /** INN of the register's owner, 10 or 12 digits. */
  readonly inn: string
  /** What other values of MODE mean; the key '' is a missing one. Without an entry they are refused. */
  readonly otherModes?: Readonly<Record<string, Mode>>
}

export interface BitrixSettings extends AccessSettings, ReceiptSettings {
  /** Address of the portal's incoming webhook: a secret. With one, results are pushed. */
  readonly webhook?: string
  /** Language of texts for managers. */
  readonly language: Language
}

/** Everything that need not be said in the settings. */
export const bitrixDefaults = {
  advanceVat: 'none',
  repaymentVat: 'none',
  allowTwentyPercent: false,
  supplierAgentSign: 64,
  buyerContact: 'email',
  country: 'RU',
  electronicOnly: false,
  paymentForms: {},
  language: 'ru',
} as const satisfies Partial<BitrixSettings>

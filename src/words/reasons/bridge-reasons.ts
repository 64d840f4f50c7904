import { type NoValues, type Reason, reasonsOf } from '../../../drivers/reason.ts'

/** What the bridge itself finds wrong, beside what drivers say. */
export interface BridgeReasons {
  /** A mistake of the bridge. */
  INTERNAL: NoValues
  /** How a register contradicts the settings. */
  OTHER_INN: { readonly seen: string; readonly wanted: string }
  OTHER_SERIAL: { readonly seen: string; readonly wanted: string }
  /** Nothing is printed on a register that the settings do not mean. */
  OTHER_REGISTER: { readonly difference: Reason }
  /** A register calls a shift expired that was just opened. */
  NEW_SHIFT_EXPIRED: NoValues
  FN_REPLACED_IN_AUDIT: NoValues
  /** An operation that a person asked for failed, by a reason that speaks of receipts. */
  OPERATION_NOT_DONE: { readonly why: Reason }
  OPERATION_IN_DOUBT: { readonly why: Reason }
  /** A receipt of mode TEST on a register with a real fiscal memory. */
  TEST_RECEIPT: NoValues
  /** The ends of a receipt that no document stands for. */
  REFUSED_BY_REGISTER: { readonly why: Reason }
  CANCELLED: NoValues
  NOT_PRINTED: NoValues
  /** An alias, whose own sale the receipt that it stood for was not. */
  ORIGINAL_REFUSED: NoValues
}

export const bridgeReason = reasonsOf<BridgeReasons>()

/** What a person may decide, as the record says it. */
export type Decided =
  | 'resolve document'
  | 'resolve not-printed'
  | 'resolve attested'
  | 'resolve attested-not-printed'
  | 'release print'
  | 'release same-as'
  | 'cancel'
  | 'confirm'

/** What a person decided, and what the register showed at that moment. */
export interface Decision {
  /** Who, as they called themselves. */
  readonly by: string
  /** ISO instant. */
  readonly at: string
  readonly what: Decided
  readonly evidence: string
  /** The attributes were typed from paper or from the OFD: the fiscal memory could not be read. */
  readonly attested?: boolean
}

/** The decision that nobody waits for Bitrix24 to ask any more. */
export const confirmation = 'confirm' satisfies Decided

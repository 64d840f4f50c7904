/** One line of a day: enough to list, to search and to sum up without opening the receipts. */
export interface DayLine {
  readonly uuid: string
  readonly order: number
  readonly acceptedAt: string
  readonly mode: string
  readonly registerId: string
  readonly bitrixUuid: string
  readonly type: string
  /** Decimal roubles. */
  readonly total: string
  readonly buyer?: string
  readonly state: string
  /** Number of the fiscal document; it and what follows only once registered. */
  readonly document?: number
  readonly shift?: number
  readonly settlement?: string
  /** Decimal roubles by form of payment, without zeros. */
  readonly payments?: Readonly<Partial<Record<string, string>>>
  /** ISO instant by the host's clock. */
  readonly registeredAt?: string
  /** What Bitrix24 was told. */
  readonly told?: string
}

/** Undefined for a line that a crash cut: the receipt's own file still knows everything. */
export function parseDayLine(text: string): DayLine | undefined {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as DayLine
  } catch {
    return undefined
  }
}

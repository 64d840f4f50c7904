/** The answer of `GET /api/status`, as far as people are shown it. */
export interface StatusView {
  readonly version: string
  readonly registers: readonly RegisterView[]
  readonly alarms?: readonly AlarmView[]
  readonly portal?: PortalView
  readonly recovery?: RecoveryView
}

/** What the start found open, by state, and what became of the receipts that were being printed. */
export interface RecoveryView {
  readonly found: Readonly<Partial<Record<string, number>>>
  readonly settled: Readonly<Partial<Record<string, number>>>
  readonly inDoubt: number
}

/** How the portal and the bridge reach each other. */
export interface PortalView {
  /** ISO instant at which Bitrix24 last called. */
  readonly heardAt?: string
  /** Results that Bitrix24 does not know yet. */
  readonly owed?: number
  readonly tunnel?: { readonly reachable: 'yes' | 'no' | 'unknown'; readonly misses: number; readonly failure?: string }
}

export interface AlarmView {
  readonly name: string
  readonly subject: string
  readonly text: string
  readonly blocking: boolean
  readonly detail?: string
}

export interface RegisterView {
  readonly id: string
  readonly numberKkm?: string
  readonly default: boolean
  readonly identity?: { readonly model: string; readonly serial: string; readonly ffd: string; readonly fn: string }
  readonly status?: {
    /** Its clock less the bridge's. */
    readonly clockDriftMs?: number
    readonly paper: 'present' | 'low' | 'out'
    readonly cover: 'closed' | 'open'
    readonly shift: { readonly state: 'closed' | 'open' | 'expired'; readonly number: number }
    readonly fn: { readonly expires: string }
    readonly ofd: { readonly unsent: number; readonly oldestAt?: string }
  }
  /** What its lane waits for. */
  readonly trouble?: { readonly code: string; readonly text: string; readonly since: string }
  /** How many open receipts are in each state. */
  readonly receipts: Readonly<Partial<Record<string, number>>>
}

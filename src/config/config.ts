import type { BitrixSettings, RegisterTraits } from './bitrix-settings.ts'
import type { MovedSetting } from './moved-settings.ts'
import type { SerialConnection, SimulatedConnection, TcpConnection } from './schema.ts'

/** Where a listener listens; port 0 takes any free one. */
export interface ListenerConfig {
  readonly host: string
  readonly port: number
  /** A socket that listens already, handed over by systemd: listened on instead. */
  readonly fd?: number
}

/** The listener for operators. */
export interface AdminConfig extends ListenerConfig {
  /** The password itself or its hash; without one only this machine is let in. */
  readonly password?: string
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** Connections that speak ATOL's protocol have a lower level of it. */
interface Spoken {
  readonly protocol: 'v2' | 'v3'
}

/** How to reach a register, with nothing left to guess. */
export type ConnectionConfig =
  | (SimulatedConnection & Spoken)
  | (TcpConnection & Spoken & { readonly port: number })
  | (SerialConnection & Spoken & { readonly baudRate: number })

/** When the bridge ends a shift by itself. */
export interface ShiftSchedule {
  /** Local time of the register, `HH:MM`: shifts opened before it are closed at it. */
  readonly closeAt?: string
  /** Age at which a shift is closed whatever the hour, ms; under 24 h, where receipts are refused (fiscal-data 5.3). */
  readonly maxAgeMs: number
}

export interface RegisterConfig {
  readonly id: string
  /** NUMBER_KKM of the cashbox in Bitrix24; missing only when there is no other register. */
  readonly numberKkm?: string
  /** Takes the receipts that name no register. */
  readonly default: boolean
  readonly connection: ConnectionConfig
  /** IANA zone of the register's clock. */
  readonly timeZone: string
  /** When its shifts are closed; at 23 h 50 min of age unless it says otherwise. */
  readonly shift?: ShiftSchedule
  /** What its receipts take from the register. */
  readonly traits: RegisterTraits
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** The settings as the daemon uses them: checked, defaults filled in, secrets read, paths absolute. */
export interface Config {
  readonly public: ListenerConfig & {
    /** Addresses of edges whose X-Forwarded-For is believed. */
    readonly edge?: readonly string[]
    /** The tunnel's outer end without the path, `https://kassa.example.ru`: probed once a minute. */
    readonly url?: string
  }
  readonly admin: AdminConfig
  /** Data folder, absolute. */
  readonly data: string
  readonly logLevel: LogLevel
  readonly bitrix24: BitrixSettings
  readonly receipts: {
    /** What to do with a receipt that repeats one whose answer may be lost. */
    readonly lostAnswer: 'hold' | 'print'
    /** How long a receipt may wait before a person must say that it is still wanted, ms. */
    readonly maxWaitMs: number
    /** Age at which closed receipts go into monthly archives, years; undefined: never. */
    readonly archiveAfterYears?: number
  }
  readonly registers: readonly RegisterConfig[]
  /** Settings that stand in their old places. */
  readonly moved?: readonly MovedSetting[]
}

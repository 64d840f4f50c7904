import type { Clock } from '../../clock.ts'
import type { Files } from '../../files.ts'
import type { Log } from '../../log.ts'
import type { Fault } from './faults.ts'
import { type Model, modelOf } from './models.ts'

export interface SimulatorOptions {
  /** Where the fiscal memory and the device's state live. */
  readonly folder: string
  readonly files: Files
  readonly clock: Clock
  readonly log: Log
  /** The register's local time: an IANA name or `+03:00`. */
  readonly zone: string
  /** Source of fiscal signs (1077), 4 bytes each. Absent: derived from the document, so that a run can be repeated. */
  readonly random?: (size: number) => Uint8Array
  /** Serial number (1013), 14 digits. */
  readonly serial?: string
  /** Number of the fiscal memory (1041), 16 digits. */
  readonly fn?: string
  /** Registration number (1037), 16 digits. */
  readonly registrationNumber?: string
  readonly inn?: string
  /** Name of the user (1048). */
  readonly user?: string
  /** Address (1009) and place (1187) of settlement. */
  readonly address?: string
  readonly place?: string
  readonly ffd?: '1.05' | '1.2'
  /** Registered tax systems (1062): a mask of 1, 2, 4, 16, 32. With one of them clients need not send 1055 (protocol 12). */
  readonly taxSystems?: number
  readonly model?: string
  readonly protocol?: 'v2' | 'v3'
  /** Time of a printing or fiscal command, ms; `real` takes protocol 10's. 0: none. */
  readonly latency?: number | 'real'
  /**
   * Least time that any command takes, ms. A result that comes with the answer to its Add, in one piece, is what some clients lose
   * (protocol 12).
   */
  readonly leastMs?: number
  /** An open receipt survives a power cut; otherwise it is dropped at boot. */
  readonly keepOpenReceipt?: boolean
  /** Refuse to pay out more cash than is in the drawer. */
  readonly cashControl?: boolean
  /** 92h with a closed shift opens it. */
  readonly autoOpenShift?: boolean
  /** Capacity of the v3 task buffer, bytes of tasks and kept results (B1). */
  readonly bufferBytes?: number
  /** Longest piece of a tag in a reply to A4 46, bytes. */
  readonly chunkBytes?: number
  /** Characters that it keeps of the name of a line (1030): old firmware keeps 64 of the 128. */
  readonly nameLength?: number
  /** Keeps the measure of a line (2108) as it was sent; without, every line is in pieces. */
  readonly keepsMeasure?: boolean
  /** Access password of the lower level, 4 digits. */
  readonly accessPassword?: string
  /** How long the device stays dark after a power cut, ms. */
  readonly bootMs?: number
  /** What a fiscal memory that begins now has behind it: lets recorded sessions be replayed. */
  readonly history?: { readonly documents: number; readonly shifts: number }
  /** Line speed in bits per second (8N1: ten bits a byte); left out: bytes take no time. */
  readonly baud?: number
  /** Port that 3Fh names (protocol 4.4): 1 RS-232, 4 USB, 6 Ethernet. */
  readonly port?: 1 | 4 | 6
  readonly faults?: readonly Fault[]
}

/** The options with everything decided. */
export interface Settings {
  readonly zone: string
  readonly random: ((size: number) => Uint8Array) | undefined
  readonly serial: string
  readonly model: Model
  readonly protocol: 'v2' | 'v3'
  readonly latency: number | 'real'
  readonly leastMs: number
  readonly keepOpenReceipt: boolean
  readonly cashControl: boolean
  readonly autoOpenShift: boolean
  readonly bufferBytes: number
  readonly chunkBytes: number
  readonly nameLength: number
  readonly keepsMeasure: boolean
  readonly accessPassword: string
  readonly bootMs: number
  readonly history: { readonly documents: number; readonly shifts: number }
  readonly port: 1 | 4 | 6
}

export function settingsOf(options: SimulatorOptions): Settings {
  return {
    zone: options.zone,
    random: options.random,
    serial: options.serial ?? '00106100000042',
    model: modelOf(options.model ?? 'АТОЛ 77Ф'),
    protocol: options.protocol ?? 'v3',
    latency: options.latency ?? 0,
    leastMs: options.leastMs ?? 0,
    keepOpenReceipt: options.keepOpenReceipt ?? false,
    cashControl: options.cashControl ?? false,
    autoOpenShift: options.autoOpenShift ?? false,
    bufferBytes: options.bufferBytes ?? 8192,
    chunkBytes: options.chunkBytes ?? 240,
    keepsMeasure: options.keepsMeasure ?? true,
    nameLength: options.nameLength ?? 128,
    accessPassword: options.accessPassword ?? '0000',
    bootMs: options.bootMs ?? 3000,
    history: options.history ?? { documents: 0, shifts: 0 },
    port: options.port ?? 4,
  }
}

import type { StoredDocument } from '../ffd/document.ts'
import type { Link } from '../transport/link.ts'
import { type MemoryLinkOptions, memoryLink } from '../transport/memory.ts'
import { Control } from './control.ts'
import { type Executed, execute } from './device.ts'
import type { Endpoint } from './endpoint.ts'
import { PlugLine } from './line.ts'
import { boot } from './machine/boot.ts'
import { type Condition, FaultBox } from './machine/faults.ts'
import type { Machine, Surroundings } from './machine/machine.ts'
import type { SimulatorOptions } from './machine/settings.ts'
import { describe } from './state-view.ts'
import { TaskBuffer } from './task-buffer.ts'
import { V2Endpoint } from './v2-endpoint.ts'
import { V3Endpoint } from './v3-endpoint.ts'

export interface AttachOptions {
  /** A serial cable: stays when the device has no power, which then merely says nothing. */
  readonly wire?: boolean
}

/** A device with power: everything in it is gone when the power goes. */
interface Running {
  readonly machine: Machine
  readonly buffer: TaskBuffer
  /** The handshake of lower level v2, when the device speaks that. */
  readonly v2: V2Endpoint | undefined
}

/** A fiscal register in software: speaks the bytes of a real one over any link, and keeps a fiscal memory of its own. */
export class Simulator {
  readonly #options: SimulatorOptions
  readonly #around: Surroundings
  readonly control: Control
  #running: Running | undefined
  /** The one active connection. */
  #line: PlugLine | undefined
  #endpoint: Endpoint | undefined
  #cablePlugged: boolean = true
  #closed: boolean = false
  /** Settles when the command in execution and the last boot are over. */
  #work: Promise<unknown> = Promise.resolve()
  #lastMachine: Machine | undefined

  constructor(options: SimulatorOptions) {
    this.#options = options
    const faults = new FaultBox(options.log)
    this.#around = {
      clock: options.clock,
      log: options.log,
      faults,
      conditions: new Set<Condition>(),
      slips: [],
      cutPower: () => this.#cutPower(),
      switchOff: () => this.#powerOff(),
      unplug: () => this.#line?.close(),
    }
    this.control = new Control({
      protocol: options.protocol ?? 'v3',
      around: this.#around,
      machine: () => this.#lastMachine,
      powerOff: () => this.#powerOff(),
      powerOn: () => this.#powerOn(),
      cutPower: () => this.#cutPower(),
      plug: (plugged) => {
        this.#cablePlugged = plugged
        if (!plugged) this.#line?.close()
      },
    })
  }

  /** Boots the device and sets the faults of the options. */
  async start(): Promise<void> {
    await this.#boot()
    for (const fault of this.#options.faults ?? []) this.control.addFault(fault)
  }

  /** The device's end of a cable. One connection at a time: a second one is refused, that is closed. */
  attach(link: Link, options: AttachOptions = {}): void {
    const refused =
      this.#closed ||
      !this.#cablePlugged ||
      (this.#running === undefined && options.wire !== true) ||
      this.#line !== undefined ||
      this.#around.faults.take(['second-client']) !== undefined
    if (refused) {
      this.#options.log.info({ link: link.name }, 'connection refused')
      link.close()
      return
    }
    const line = new PlugLine(link, { ...this.#around, wire: options.wire === true, baud: this.#options.baud })
    this.#line = line
    this.#meet(line)
    line.receive((bytes) => this.#endpoint?.receive(bytes))
    void link.closed.then(() => {
      if (this.#line !== line) return
      this.#line = undefined
      this.#endpoint?.close()
      this.#endpoint = undefined
    })
  }

  /** Whether the cable is in: without it no connection is taken. */
  get plugged(): boolean {
    return this.#cablePlugged
  }

  /** Makes an in-memory cable and returns the host's end. */
  connect(options: Omit<MemoryLinkOptions, 'clock'> = {}): Link {
    const [host, device] = memoryLink({ clock: this.#options.clock, ...options })
    this.attach(device)
    return host
  }

  /** What the fiscal memory holds, oldest first. */
  documents(): readonly StoredDocument[] {
    return this.control.documents()
  }

  document(number: number): StoredDocument | undefined {
    return this.control.document(number)
  }

  /** The paper form of a document; undefined when there is none of that number. */
  paper(number: number): string | undefined {
    return this.control.paperOf(number)
  }

  state(): object {
    return {
      ...describe(this.#lastMachine, this.#around),
      power: this.#running !== undefined,
      connected: this.#line !== undefined,
    }
  }

  /** Ends like a register switched off: what was synced stays. */
  async close(): Promise<void> {
    this.#closed = true
    this.#powerOff()
    this.#line?.close()
    await this.#work
  }

  #meet(line: PlugLine): void {
    this.#endpoint?.close()
    this.#endpoint = undefined
    if (this.#running === undefined) return
    const { clock, log, faults } = this.#around
    const { buffer, v2 } = this.#running
    const send = (bytes: Uint8Array): void => line.send(bytes)
    v2?.connect(send)
    this.#endpoint = v2 ?? new V3Endpoint({ clock, log, faults, buffer, send })
  }

  #boot(): Promise<void> {
    const booted = this.#work.then(async () => {
      if (this.#closed || this.#running !== undefined) return
      const machine = await boot(this.#options, this.#around)
      const run = (body: Uint8Array): Promise<Executed> => {
        const executed = execute(machine, body)
        this.#work = executed.catch(() => undefined)
        return executed
      }
      const buffer = new TaskBuffer({
        capacity: machine.settings.bufferBytes,
        execute: run,
        notify: (message, body) => {
          if (this.#endpoint instanceof V3Endpoint) this.#endpoint.notify(message, body)
        },
      })
      const { clock, log, faults } = this.#around
      const v2 = machine.settings.protocol === 'v2' ? new V2Endpoint({ clock, log, faults, execute: run }) : undefined
      this.#running = { machine, buffer, v2 }
      this.#lastMachine = machine
      if (this.#line !== undefined) this.#meet(this.#line)
    })
    this.#work = booted.catch(() => undefined)
    return booted
  }

  #powerOff(): void {
    const running = this.#running
    this.#running = undefined
    if (running === undefined) return
    running.machine.alive = false
    running.buffer.powerOff()
    running.v2?.powerOff()
    this.#endpoint?.close()
    this.#endpoint = undefined
    if (this.#line?.wire === false) this.#line.close()
  }

  #powerOn(): void {
    this.#boot().catch((error: unknown) => this.#options.log.error({ err: error }, 'the register does not start'))
  }

  #cutPower(): void {
    this.#powerOff()
    this.#around.clock.after(this.#options.bootMs ?? 3000, () => this.#powerOn())
  }
}

/** Opens a simulated register on its folder and boots it. Errors: see `boot`. */
export async function openSimulator(options: SimulatorOptions): Promise<Simulator> {
  const simulator = new Simulator(options)
  await simulator.start()
  return simulator
}

import { externalCharset } from '../../../drivers/atol/commands/charset.ts'
import type { AnyFields, Values } from '../../../drivers/atol/commands/codec.ts'
import { type Command, decodeReply, encodeRequest, type Reply } from '../../../drivers/atol/commands/command.ts'
import { beginItem, endItem } from '../../../drivers/atol/commands/item.ts'
import { enterMode, exitMode } from '../../../drivers/atol/commands/mode.ts'
import { payReceipt } from '../../../drivers/atol/commands/payment.ts'
import { closeReceipt, openReceipt } from '../../../drivers/atol/commands/receipt.ts'
import { writeRequisite } from '../../../drivers/atol/commands/requisites.ts'
import { closeShift, openShift } from '../../../drivers/atol/commands/shift.ts'
import type { Tag } from '../../../drivers/ffd/tags.ts'
import { encodeTags } from '../../../drivers/ffd/tlv.ts'
import { silentLog } from '../../../drivers/log.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import { execute } from '../../../drivers/simulator/device.ts'
import { boot } from '../../../drivers/simulator/machine/boot.ts'
import { FaultBox, parseFault } from '../../../drivers/simulator/machine/faults.ts'
import type { Machine } from '../../../drivers/simulator/machine/machine.ts'
import type { SimulatorOptions } from '../../../drivers/simulator/machine/settings.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

/** Options of a register on a disk in memory and a virtual clock. */
export const optionsOf = (
  disk: MemoryDisk,
  clock: VirtualClock,
  more: Partial<SimulatorOptions> = {},
): SimulatorOptions => ({
  folder: '/kkt',
  files: disk.mount(),
  clock,
  log: silentLog,
  zone: '+03:00',
  taxSystems: 1,
  ...more,
})

const item = {
  flags: 0,
  price: kopecks(5500),
  quantity: quantity(2000),
  sum: kopecks(11_000),
  tax: 2,
  taxSum: kopecks(0),
  section: 0,
  subject: 1,
  method: 4,
  discountSign: 0,
  discount: kopecks(0),
  name: 'Молоко 3,2%',
} as const satisfies Values<typeof endItem.request>

/** A register on the bench, without a cable: commands go straight in. */
export class BenchRegister {
  readonly machine: Machine
  readonly faults: FaultBox
  /** How often the power went. */
  cuts = 0

  constructor(machine: Machine, faults: FaultBox) {
    this.machine = machine
    this.faults = faults
  }

  fault(text: string): void {
    this.faults.add(parseFault(text))
  }

  /** The reply to raw bytes, without the password. */
  async raw(request: Uint8Array): Promise<Uint8Array> {
    return (await execute(this.machine, Uint8Array.of(0, 0, ...request))).reply
  }

  async try<Q extends AnyFields, A extends AnyFields>(command: Command<Q, A>, values: Values<Q>): Promise<Reply<A>> {
    return decodeReply(command, await this.raw(encodeRequest(command, values)))
  }

  /** The error byte of a reply, 0 when it is good. */
  async error<Q extends AnyFields, A extends AnyFields>(command: Command<Q, A>, values: Values<Q>): Promise<number> {
    return (await this.try(command, values)).error
  }

  async ask<Q extends AnyFields, A extends AnyFields>(command: Command<Q, A>, values: Values<Q>): Promise<Values<A>> {
    const reply = await this.try(command, values)
    if (reply.error !== 0) throw new Error(`${command.name}: error ${reply.error.toString(16)}h`)
    return reply.values as Values<A>
  }

  async mode(mode: number): Promise<void> {
    await this.ask(exitMode, {})
    await this.ask(enterMode, { mode, password: 30 })
  }

  requisite(tag: Tag): Promise<number> {
    return this.error(writeRequisite, { flags: 1, blocks: 1, block: 0, tlv: encodeTags([tag], externalCharset) })
  }

  async openShift(): Promise<void> {
    await this.mode(1)
    await this.ask(openShift, { flags: 0 })
  }

  async closeShift(): Promise<void> {
    await this.mode(3)
    await this.ask(closeShift, {})
  }

  async begin(type = 1): Promise<void> {
    await this.ask(openReceipt, { flags: 0, type })
  }

  async item(changes: Partial<Values<typeof endItem.request>> = {}, tags: readonly Tag[] = []): Promise<number> {
    const begun = await this.error(beginItem, {})
    if (begun !== 0) return begun
    for (const tag of tags) {
      const written = await this.requisite(tag)
      if (written !== 0) return written
    }
    return this.error(endItem, { ...item, ...changes })
  }

  pay(form: number, sum: bigint): Promise<number> {
    return this.error(payReceipt, { flags: 0, form, sum: kopecks(sum) })
  }

  closeReceipt(form = 1, sum = 0n): Promise<number> {
    return this.error(closeReceipt, { flags: 0, form, sum: kopecks(sum) })
  }

  /** A whole sale of 110.00 for cash, the shift being open. */
  async sale(): Promise<void> {
    await this.begin()
    await this.item()
    const error = await this.closeReceipt()
    if (error !== 0) throw new Error(`closing: ${error.toString(16)}h`)
  }
}

/** Boots a register on the disk. */
export async function benchRegister(
  more: Partial<SimulatorOptions> = {},
  disk = new MemoryDisk(),
  clock = new VirtualClock(),
): Promise<BenchRegister> {
  const faults = new FaultBox(silentLog)
  const register: { cuts: number } = { cuts: 0 }
  const machine = await boot(optionsOf(disk, clock, more), {
    clock,
    log: silentLog,
    faults,
    conditions: new Set(),
    slips: [],
    cutPower: () => {
      machine.alive = false
      register.cuts++
      bench.cuts++
    },
    switchOff: () => {
      machine.alive = false
    },
    unplug: () => undefined,
  })
  const bench = new BenchRegister(machine, faults)
  return bench
}

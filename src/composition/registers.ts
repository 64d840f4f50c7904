import type { FiscalRegister } from '../../drivers/register.ts'
import type { Simulator } from '../../drivers/simulator/simulator.ts'
import type { Config, RegisterConfig } from '../config/config.ts'
import { defaults } from '../config/defaults.ts'
import { type AdmissionParts, admits, isUnseen, looksThrough } from '../lane/admission.ts'
import { Gate } from '../lane/gate.ts'
import { Lane } from '../lane/lane.ts'
import { expectedIdentity } from '../lane/rightful-register.ts'
import { Roster, type ShopRegister } from '../lane/roster.ts'
import { ShiftKeeper } from '../lane/shift-keeper.ts'
import { rehearsalId } from '../lane/test-mode.ts'
import type { World } from '../world.ts'
import { makeRegister, rehearsalOf } from './make-register.ts'
import type { Memory } from './memory.ts'

/** The registers of the shop, each with its lane. */
export interface Registers {
  readonly roster: Roster
  /** The simulated ones among them, by register id. */
  readonly simulators: ReadonlyMap<string, Simulator>
  /** Lets the lanes run, those of registers that join later as well. */
  start(): void
  stop(): Promise<void>
}

function makeShopRegister(
  entry: RegisterConfig,
  register: FiscalRegister,
  config: Config,
  world: World,
  { ledger, knownFns, board }: Memory,
  admission: AdmissionParts,
): ShopRegister {
  const { clock, log } = world
  const { id, numberKkm, default: isDefault, traits, timeZone, connection } = entry
  const { cashier } = traits
  const schedule = entry.shift ?? defaults.shift
  const shifts = new ShiftKeeper({ id, register, schedule, zone: timeZone, cashier, clock, log })
  const reader = { id, register }
  const lane = new Lane({
    id,
    shifts,
    register,
    expected: expectedIdentity(config.bitrix24.inn, numberKkm),
    ledger,
    language: config.bitrix24.language,
    clock,
    log,
    cashier,
    // One alarm a register: what it writes its own way it writes into every document.
    onRemark: (uuid, remark) => board.raise('document-remark', id, `чек ${uuid}: теги ${remark}`),
    admits: (record, baseline, signal) => admits(admission, record, baseline, reader, signal),
    isUnseen: (fn) => isUnseen(admission, id, fn),
    looksThrough: (baseline, signal) => looksThrough(admission, reader, baseline, signal),
  })
  const fn = (): string | undefined => lane.seen.identity?.fn ?? knownFns.of(id)
  lane.met
    .then(async () => knownFns.note(id, fn() ?? ''))
    .catch((error: unknown) =>
      log.warn({ register: id, err: error }, 'not stored which fiscal memory the register has'),
    )
  return { id, numberKkm, isDefault, simulated: connection.type === 'simulated', traits, timeZone, lane, fn }
}

/** Makes every register of the settings, and of the rehearsal's when receipts still want it. */
export async function makeRegisters(config: Config, world: World, memory: Memory): Promise<Registers> {
  const { store, claims, documents, ledger, restored, tidying } = memory
  const { lostAnswer, maxWaitMs } = config.receipts
  const gate = new Gate({ ledger, clock: world.clock, lostAnswer, maxWaitMs })
  const opened: FiscalRegister[] = []
  const closingTimeoutMs = (): number => Math.max(...opened.map((register) => register.closingTimeoutMs))
  const admission = { ledger, claims, documents, gate, restored, closingTimeoutMs }
  const simulators = new Map<string, Simulator>()
  const make = async (entry: RegisterConfig): Promise<ShopRegister> => {
    const { register, simulator } = await makeRegister(entry, config, world)
    opened.push(register)
    if (simulator !== undefined) simulators.set(entry.id, simulator)
    return makeShopRegister(entry, register, config, world, memory, admission)
  }
  const registers: ShopRegister[] = []
  for (const entry of config.registers) registers.push(await make(entry))
  let started = false
  const roster = new Roster(registers, async () => {
    const shopRegister = await make(rehearsalOf(config))
    if (started) shopRegister.lane.start()
    return shopRegister
  })
  if (store.openReceipts().some(({ registerId }) => registerId === rehearsalId)) {
    await tidying.do('the register of the rehearsal', async () => {
      await roster.rehearsal()
    })
  }
  ledger.onChange((record) => roster.find(record.registerId)?.lane.wake())
  return {
    roster,
    simulators,
    start() {
      started = true
      for (const { lane } of roster.registers) lane.start()
    },
    async stop() {
      await Promise.all(roster.registers.map(({ lane }) => lane.stop()))
    },
  }
}

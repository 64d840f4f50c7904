import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AtolRegister } from '../../drivers/atol/register.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import type { Config, RegisterConfig } from '../config/config.ts'
import { rehearsalFn, rehearsalId } from '../lane/test-mode.ts'
import type { World } from '../world.ts'

/** Fiscal memories of simulated registers, by register id. */
const simulatorFolder = 'simulator'

/** A test number of its own for each simulated register: documents are known by FN and number, two may not share one. */
function simulatedFn(id: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(id).digest('hex')}`) % 10n ** 12n
  return `9999${digits.toString().padStart(12, '0')}`
}

/** The register of an entry of the settings; a simulated one is opened, and added to `simulators`. */
export async function makeRegister(
  entry: RegisterConfig,
  config: Config,
  { clock, files, log, connect }: World,
  simulators: Map<string, Simulator>,
): Promise<FiscalRegister> {
  const { connection, protocol, timeZone: zone, traits } = entry
  const common = { protocol, clock, log, zone }
  if (connection.type !== 'simulated') return new AtolRegister({ ...common, open: () => connect(connection) })
  const { type: _, ...options } = connection
  const folder = join(config.data, simulatorFolder, entry.id)
  const simulator = await openSimulator({
    ...options,
    folder,
    files,
    clock,
    log,
    zone,
    protocol,
    inn: config.bitrix24.inn,
    taxSystems: traits.taxSystem,
    fn: entry.id === rehearsalId ? rehearsalFn : simulatedFn(entry.id),
    ...(entry.numberKkm !== undefined && /^\d{14}$/.test(entry.numberKkm) && { serial: entry.numberKkm }),
  })
  simulators.set(entry.id, simulator)
  return new AtolRegister({ ...common, open: () => Promise.resolve(simulator.connect()) })
}

/** The simulated register that rehearses the receipts of the default one. */
export function rehearsalOf({ registers }: Config): RegisterConfig {
  const like = registers.find((register) => register.default) ?? registers[0]
  if (like === undefined) throw new TypeError('the settings name no register')
  const { numberKkm: _, ...traits } = like
  return { ...traits, id: rehearsalId, default: false, connection: { type: 'simulated' }, protocol: 'v3' }
}

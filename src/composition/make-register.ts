import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Connection, type OpenedRegister, openRegister } from '../../drivers/open-register.ts'
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

/** What a simulated register is, beside what the settings say of it; any other is what it is. */
function connectionOf({ id, connection, numberKkm, traits }: RegisterConfig, config: Config): Connection {
  if (connection.type !== 'simulated') return connection
  return {
    ...connection,
    folder: join(config.data, simulatorFolder, id),
    inn: config.bitrix24.inn,
    taxSystems: traits.taxSystem,
    fn: id === rehearsalId ? rehearsalFn : simulatedFn(id),
    ...(numberKkm !== undefined && /^\d{14}$/.test(numberKkm) && { serial: numberKkm }),
  }
}

/** The register of an entry of the settings. */
export const makeRegister = (entry: RegisterConfig, config: Config, world: World): Promise<OpenedRegister> =>
  openRegister({ ...entry, connection: connectionOf(entry, config) }, world)

/** The simulated register that rehearses the receipts of the default one. */
export function rehearsalOf({ registers }: Config): RegisterConfig {
  const like = registers.find((register) => register.default) ?? registers[0]
  if (like === undefined) throw new TypeError('the settings name no register')
  const { numberKkm: _, ...traits } = like
  return { ...traits, id: rehearsalId, default: false, connection: { type: 'simulated', protocol: 'v3' } }
}

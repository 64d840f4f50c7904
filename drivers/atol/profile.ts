/** What a register is: read once a connection, since nothing of it changes while it sells. */
import { LayoutError } from '../bytes.ts'
import { ffdOfCode, taxSystemsOf } from '../ffd/codes.ts'
import type { FfdVersion } from '../ffd/receipt.ts'
import { numberOf, type Tags, textOf } from '../ffd/tags.ts'
import { decodeTags } from '../ffd/tlv.ts'
import type { RegisterIdentity } from '../register.ts'
import { RegisterError, registerReason } from '../register-error.ts'
import { type Call, call } from './call.ts'
import { capabilitiesOn } from './capabilities.ts'
import { externalCharset } from './commands/charset.ts'
import { readFnNumber } from './commands/fiscal-memory.ts'
import { ffdVersions, serialNumber } from './commands/registers.ts'
import { readRequisite } from './commands/requisites.ts'
import { readDeviceType } from './commands/state.ts'
import { taxName, taxRate, taxTag } from './commands/table-fields.ts'
import type { Line } from './line.ts'
import { readVatTable, type VatRow, type VatTable } from './vat-table.ts'

export interface Profile {
  readonly identity: RegisterIdentity
  readonly taxes: VatTable
}

/** A registration requisite (E9h), joined from its blocks; no tags when the register has none of it. */
async function registrationTag(line: Line, tag: number, signal?: AbortSignal): Promise<Tags> {
  const first = await line.try(call(readRequisite, { tag, block: 0 }), { signal })
  if (first.values === undefined) return []
  const bytes = [...(first.values.data ?? [])]
  for (let block = 1; block < first.values.blocks; block += 1) {
    bytes.push(...((await line.ask(call(readRequisite, { tag, block }), signal)).data ?? []))
  }
  try {
    return decodeTags(Uint8Array.from(bytes), externalCharset)
  } catch (error) {
    if (error instanceof LayoutError) {
      throw new RegisterError('PROTOCOL', 'not-registered', `requisite ${tag}: ${error.message}`, { cause: error })
    }
    throw error
  }
}

/** Tag 1209 and the first byte of register 54 have the same values. */
async function readFfd(line: Line, signal?: AbortSignal): Promise<FfdVersion> {
  const tag = numberOf(await registrationTag(line, 1209, signal), 1209)
  const code = tag ?? (await line.ask(call(ffdVersions, {}), signal)).register
  const ffd = ffdOfCode(code)
  if (ffd !== undefined) return ffd
  throw new RegisterError('NOT_SUPPORTED', 'not-registered', `FFD code ${code}`, {
    reason: registerReason('FFD_UNKNOWN', { version: code }),
  })
}

/** Bad row of a table: the end of the listing. */
const noSuchRow = 146
/** More rows than any known firmware has. */
const mostTaxRows = 24

async function readTaxRows(line: Line, signal?: AbortSignal): Promise<VatRow[]> {
  const rows: VatRow[] = []
  for (let row = 1; row <= mostTaxRows; row += 1) {
    const calls = [call(taxName, { row }), call(taxRate, { row }), call(taxTag, { row })] as Call[]
    const { answers, refused } = await line.list(calls, signal)
    if (refused?.error === noSuchRow) return rows
    if (refused !== undefined) throw await line.refusal(refused.name, refused.error)
    const [name, rate, tag] = answers.map((answer) => answer['value'] as unknown)
    rows.push({ index: row, name: name as string, rate: rate as number, tag: tag as number })
  }
  return rows
}

/** Only reads. Throws RegisterError. */
export async function readProfile(line: Line, signal?: AbortSignal): Promise<Profile> {
  const [device, { serial }, { fn }] = await line.askAll(
    [call(readDeviceType, {}), call(serialNumber, {}), call(readFnNumber, {})],
    signal,
  )
  const registered = numberOf(await registrationTag(line, 1062, signal), 1062) ?? 0
  const registrationNumber = textOf(await registrationTag(line, 1037, signal), 1037) ?? ''
  const inn = textOf(await registrationTag(line, 1018, signal), 1018) ?? ''
  const ffd = await readFfd(line, signal)
  const taxes = readVatTable(await readTaxRows(line, signal))
  return {
    taxes,
    identity: {
      model: device.name.trim(),
      serial,
      firmware: `${device.major}.${device.minor}.${String(device.build).padStart(4, '0')}`,
      ffd,
      fn,
      registrationNumber: registrationNumber.trim(),
      inn: inn.trim(),
      taxSystems: taxSystemsOf(registered),
      vatRates: taxes.rates,
      capabilities: capabilitiesOn(ffd),
    },
  }
}

/** Remembers the profile of the register that was asked last: it changes only with the register or by `identify`. */
export class ProfileCache {
  #kept: Profile | undefined

  keep(profile: Profile): void {
    this.#kept = profile
  }

  async of(serial: string, line: Line, signal?: AbortSignal): Promise<Profile> {
    if (this.#kept?.identity.serial === serial) return this.#kept
    const profile = await readProfile(line, signal)
    this.#kept = profile
    return profile
  }
}

import type { Reason } from '../../drivers/reason.ts'
import type { RegisterIdentity } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'
import { reasonText } from '../words/reason-text.ts'
import { bridgeReason } from '../words/reasons/bridge-reasons.ts'

/** What the settings say of a register: the seller's INN, and the serial number where NUMBER_KKM has the form of one. */
export interface ExpectedIdentity {
  readonly inn: string
  readonly serial?: string
}

/** A serial number (1013); any other NUMBER_KKM is merely a name that the portal and the settings share. */
const serialForm = /^\d{14}$/

const significant = (serial: string): string => serial.replace(/^0+/, '')

export const expectedIdentity = (inn: string, numberKkm: string | undefined): ExpectedIdentity => ({
  inn,
  ...(numberKkm !== undefined && serialForm.test(numberKkm) && { serial: numberKkm }),
})

/** How a register contradicts the settings; undefined when it is the one they mean. Pure. */
export function contradictionOf(
  { inn, serial }: Pick<RegisterIdentity, 'inn' | 'serial'>,
  expected: ExpectedIdentity,
): Reason | undefined {
  if (inn !== expected.inn) return bridgeReason('OTHER_INN', { seen: inn, wanted: expected.inn })
  if (expected.serial !== undefined && significant(expected.serial) !== significant(serial)) {
    return bridgeReason('OTHER_SERIAL', { seen: serial, wanted: expected.serial })
  }
  return undefined
}

/** Nothing fiscal may be done on such a register: its documents would be another company's, or another shop's. */
export const wrongRegister = (difference: Reason): RegisterError =>
  new RegisterError('WRONG_REGISTER', 'not-registered', `not of the settings: ${reasonText(difference, 'en')}`, {
    reason: bridgeReason('OTHER_REGISTER', { difference }),
  })

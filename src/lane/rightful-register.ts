import type { RegisterIdentity } from '../../drivers/register.ts'
import { RegisterError } from '../../drivers/register-error.ts'

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

/** How a register contradicts the settings, in Russian; undefined when it is the one they mean. Pure. */
export function contradictionOf(
  { inn, serial }: Pick<RegisterIdentity, 'inn' | 'serial'>,
  expected: ExpectedIdentity,
): string | undefined {
  if (inn !== expected.inn) return `ИНН кассы ${inn}, в настройках ${expected.inn}`
  if (expected.serial !== undefined && significant(expected.serial) !== significant(serial)) {
    return `заводской номер ${serial}, в настройках ${expected.serial}`
  }
  return undefined
}

/** Nothing fiscal may be done on such a register: its documents would be another company's, or another shop's. */
export const wrongRegister = (contradiction: string): RegisterError =>
  new RegisterError('WRONG_REGISTER', 'not-registered', `not the register of the settings: ${contradiction}`, {
    text: `Подключена другая касса (${contradiction}). На ней ничего не печатается, чеки ждут. Подключите свою кассу или исправьте настройки (bitrix24.inn, registers[].numberKkm): печать продолжится сама.`,
  })

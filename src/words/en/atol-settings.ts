import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { settingsErrors } from '../../../drivers/atol/errors/settings-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

/** ATOL's errors of settings, registration and licences, in English: what happened, then what to do. */
export const atolSettings: Wordings<AtolReasons<typeof settingsErrors>> = {
  ATOL_CASH_CONTROL_NOT_SET:
    'Cash control cannot be switched off. Set up the forms of payment in the register (table 12) or switch cash control on.',
  ATOL_MODEL_CANNOT: 'This model cannot execute the command. Print on another register.',
  ATOL_FORBIDDEN_BY_SETTINGS: 'The settings of the register forbid the operation. Ask the service to allow it.',
  ATOL_SERIAL_ALREADY_SET: 'The serial number is set already. Only the service can change it.',
  ATOL_BAD_SERIAL: 'The serial number of the register is not acceptable. Call the service.',
  ATOL_BAD_REGISTRATION_NUMBER:
    'The registration number (RNM) is not acceptable. Check the registration of the register with the tax service.',
  ATOL_BAD_INN: 'The INN is not acceptable. Check the registration data of the register.',
  ATOL_NOT_FISCALISED: 'The register is not registered. Register it with its fiscal memory.',
  ATOL_NO_SERIAL: 'The register has no serial number. Call the service.',
  ATOL_MODE_NOT_ACTIVATED: 'The mode of the register is not activated. Call the service.',
  ATOL_BAD_PROTECTION_CODE: 'A protection code of the register is wrong. Check its licences.',
  ATOL_GENERAL_CLEARING: 'The register needs a general clearing. Call the service.',
  ATOL_NO_LICENCE:
    'The register has no licence for the operation. Buy the protection code and enter it into the register.',
  ATOL_MAINTENANCE: 'The register needs maintenance. Call the service.',
  ATOL_NO_DEVICE:
    'The device that this command needs is not connected to the register. Check the settings of the register.',
  ATOL_JOURNAL_CLEARING: 'The electronic journal of the register is full. Call the service.',
  ATOL_SD_ERROR: 'The memory card of the register failed. Call the service.',
  ATOL_EXCISE_FORBIDDEN:
    'The register may not sell excise goods. Take them out of the order or register the register anew.',
}

import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { legacyErrors } from '../../../drivers/atol/errors/legacy-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const oldRegister = 'An error of old registers; no receipt was made. If it repeats, call the service.'
const transport = 'An error of transport registers: check that the register is in trade mode.'

/** ATOL's errors of older registers, in English: what happened, then what to do. */
export const atolLegacy: Wordings<AtolReasons<typeof legacyErrors>> = {
  ATOL_TAPE_PROCESSED:
    'The control tape was processed without errors. This is a message and no failure; there is nothing to do.',
  ATOL_WRONG_COMMAND_LENGTH:
    "The length of a command is wrong. The register's firmware does not understand the bridge: renew it.",
  ATOL_ORDER_TABLE_OVERFLOW: `The table of orders is full. ${oldRegister}`,
  ATOL_RETURN_IMPOSSIBLE: 'The register cannot take these goods back. Make the refund on another register.',
  ATOL_MEMO_LOCKED: `Memo Plus is locked by a computer. ${oldRegister}`,
  ATOL_MEMO_CHECKSUM: `The settings of Memo Plus have a wrong checksum. ${oldRegister}`,
  ATOL_WRONG_DEVICE_COMMAND: `The register sent a wrong command. ${oldRegister}`,
  ATOL_TAPE_NOT_FULL: `The buffer of the control tape is not full. ${oldRegister}`,
  ATOL_WAITS_FM_PASSWORD: `The register waits for the password of its fiscal memory. ${oldRegister}`,
  ATOL_FISCAL_MEMORY_ERROR: `The fiscal memory failed. ${oldRegister}`,
  ATOL_WRONG_ROUTE: `The route number is wrong. ${transport}`,
  ATOL_WRONG_START_ZONE: `The start zone is wrong. ${transport}`,
  ATOL_WRONG_END_ZONE: `The end zone is wrong. ${transport}`,
  ATOL_WRONG_FARE_TYPE: `The type of fare is wrong. ${transport}`,
  ATOL_WRONG_FARE: `The fare is wrong. ${transport}`,
  ATOL_DISPENSER_STATE: `The fuel dispenser is in a wrong state. ${oldRegister}`,
  ATOL_WRONG_DISPENSER: `The number of the fuel dispenser is wrong. ${oldRegister}`,
  ATOL_WRONG_TARGET_OLD: `The target device is not allowed. ${oldRegister}`,
  ATOL_ACTIVATIONS_USED: `The register was activated 20 times. ${oldRegister}`,
  ATOL_REPORT_BROKEN: 'The report was interrupted. Check the paper and print the report again.',
  ATOL_KEYS_PRESSED: 'Several keys of the register are pressed at once. Let them go and try again.',
}

import type { BridgeReasons } from '../reasons/bridge-reasons.ts'
import type { TroubleCode, Wordings } from '../reasons/catalogue.ts'

const ifSold = 'If the sale took place, print the receipt again.'

/** What the bridge itself finds wrong. */
export const bridge: Wordings<Omit<BridgeReasons, TroubleCode>> = {
  OTHER_INN: ({ seen, wanted }) => `INN of the register ${seen}, in the settings ${wanted}`,
  OTHER_SERIAL: ({ seen, wanted }) => `serial number ${seen}, in the settings ${wanted}`,
  OTHER_REGISTER: ({ difference }) =>
    `Another register is connected (${difference}). Nothing is printed on it, receipts wait. Connect your own or correct the settings (bitrix24.inn, registers[].numberKkm): printing goes on by itself.`,
  NEW_SHIFT_EXPIRED:
    "The register refuses because its shift is over 24 hours, though the bridge has just closed it and opened a new one. Check the register's clock; if it is right, call the service. Receipts wait.",
  OPERATION_NOT_DONE: ({ why }) =>
    `${why} The operation itself was not done, and the bridge does not come back to it: repeat it when the register is ready.`,
  OPERATION_IN_DOUBT: ({ why }) =>
    `${why} Whether the operation itself was done is unknown: look at the register before you repeat it.`,
  FN_REPLACED_IN_AUDIT: 'The fiscal memory was replaced during the audit. Run it again.',
  TEST_RECEIPT:
    'A test receipt (mode TEST) is not printed on a register with a real fiscal memory. Print it again: the bridge takes the simulated register.',
  REFUSED_BY_REGISTER: ({ why }) => `The receipt was not registered. ${why}`,
  CANCELLED: `The receipt was cancelled by the operator and not registered. ${ifSold}`,
  NOT_PRINTED: `The receipt was not registered: so the operator decided after looking at the register. ${ifSold}`,
  ORIGINAL_REFUSED: `The receipt was not registered: the one that it was said to repeat was refused, and other goods were sold under that number. ${ifSold}`,
}

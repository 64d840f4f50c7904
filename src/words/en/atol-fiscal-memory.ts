import type { AtolReasons } from '../../../drivers/atol/errors/atol-error.ts'
import type { fiscalMemoryErrors } from '../../../drivers/atol/errors/fiscal-memory-errors.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const replaceFn = 'The register cannot sell: call the service, the fiscal memory must be checked or replaced.'
const splitOrder = 'Split the order into several receipts.'

/** ATOL's errors of the fiscal memory and the OFD, in English: what happened, then what to do. */
export const atolFiscalMemory: Wordings<AtolReasons<typeof fiscalMemoryErrors>> = {
  ATOL_ARCHIVE_NOT_CLOSED:
    'The archive of the fiscal memory cannot be closed. Check whether all documents have reached the OFD, then call the service.',
  ATOL_FISCAL_MEMORY_OVERFLOW: 'The fiscal memory is full. Replace it.',
  ATOL_REREGISTRATIONS_USED: 'No registrations are left. Replace the fiscal memory.',
  ATOL_FN_MODULE_EXCHANGE:
    'The register does not hear its fiscal module. Switch the register off and on; if that does not help, call the service.',
  ATOL_SHIFTS_DIFFER:
    'Register and fiscal memory count shifts differently. Close the shift; if that does not help, call the service.',
  ATOL_FN_NOT_FOR_DEVICE: 'This fiscal memory cannot be used in this register. Put a fitting one in.',
  ATOL_FN_I2C:
    'The register does not hear its fiscal memory (I2C). Switch the register off and on; if that does not help, call the service.',
  ATOL_FN_FORMAT:
    'Register and fiscal memory do not understand each other. Switch the register off and on; if that does not help, call the service.',
  ATOL_FN_STATE:
    'The fiscal memory is in a wrong state. Check that it is activated and that its archive is not closed.',
  ATOL_FN_FAULT: `The fiscal memory failed for good. ${replaceFn}`,
  ATOL_FN_CRYPTO: `The crypto processor of the fiscal memory failed. ${replaceFn}`,
  ATOL_FN_EXPIRED:
    'The fiscal memory has expired. This register cannot sell: replace the fiscal memory and register the register anew.',
  ATOL_FN_FULL: 'The archive of the fiscal memory is full. This register cannot sell: replace the fiscal memory.',
  ATOL_FN_TOTAL_OVERFLOW: `The total is beyond the limit of the fiscal memory. ${splitOrder}`,
  ATOL_WRONG_FN_NUMBER: 'Another fiscal memory is in the register. Put back the one that it is registered with.',
  ATOL_FN_CRYPTO_USED:
    'The keys of the fiscal memory are used up. This register cannot sell: replace the fiscal memory.',
  ATOL_OFD_STORAGE_FULL:
    "The fiscal memory is full of documents that were not sent. Restore the register's Internet and the contract with the OFD, and wait until they are sent.",
  ATOL_OFD_MESSAGE_REFUSED:
    'The fiscal memory did not take the answer of the OFD. Check the registration of the register at the OFD.',
  ATOL_UNSENT_DOCUMENTS:
    'The fiscal memory holds documents that were not sent. Restore the link to the OFD and wait until they are sent, then try again.',
  ATOL_OFD_30_DAYS:
    'Nothing has reached the OFD for 30 days. The register is blocked: restore its Internet and the contract with the OFD, and wait until the documents are sent.',
}

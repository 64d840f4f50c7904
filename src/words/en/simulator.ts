import type { SimulatorReasons } from '../../../drivers/simulator/machine/simulator-failure.ts'
import type { Wordings } from '../reasons/catalogue.ts'

const otherMemory = (what: string, { known, wanted }: { readonly known: string; readonly wanted: string }): string =>
  `The folder holds the fiscal memory of another register: ${what} ${known}, in the settings ${wanted}. Name another folder.`

/** What keeps a simulated register from doing what it was told. */
export const simulator: Wordings<SimulatorReasons> = {
  FAULT_FORM: ({ fault }) => `Fault "${fault}" is written wrong. Example: drop-async@4A, paper-out@4A:after-commitx2.`,
  FAULT_UNKNOWN: ({ name, known }) => `Unknown fault "${name}". There are: ${known}.`,
  FAULT_MOMENT: ({ fault, moment, known }) =>
    `Fault "${fault}": moment "${moment}" is unknown. There are: ${known}, +ms, an error code.`,
  FAULT_PROTOCOL: ({ name, only, protocol }) =>
    `Fault "${name}" happens in protocol ${only} only, and the register speaks ${protocol}.`,
  MODEL_UNKNOWN: ({ name, known }) => `Unknown model "${name}". There are: ${known}.`,
  NOWHERE_TO_LISTEN: 'Nothing says where to listen: --tcp 5555 or --pty ./ttyATOL.',
  OTHER_FN: (values) => otherMemory('FN number', values),
  OTHER_REGISTRATION_NUMBER: (values) => otherMemory('registration number', values),
  OTHER_OWNER: (values) => otherMemory('INN', values),
  SOCAT_MISSING:
    'The program socat was not found: without it the simulator has no serial port. Install the package: apt install socat.',
  SOCAT_FAILED: ({ said }) => `socat made no port: ${said}`,
}

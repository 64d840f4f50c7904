import { type NoValues, type Reason, reasonsOf } from '../../reason.ts'

/** What keeps a simulated register from doing what it was told. */
export interface SimulatorReasons {
  FAULT_FORM: { readonly fault: string }
  /** `known`: names, in a row. */
  FAULT_UNKNOWN: { readonly name: string; readonly known: string }
  FAULT_MOMENT: { readonly fault: string; readonly moment: string; readonly known: string }
  /** A fault of the other lower level. */
  FAULT_PROTOCOL: { readonly name: string; readonly only: string; readonly protocol: string }
  MODEL_UNKNOWN: { readonly name: string; readonly known: string }
  NOWHERE_TO_LISTEN: NoValues
  /** The folder holds the fiscal memory of another register. */
  OTHER_FN: { readonly known: string; readonly wanted: string }
  OTHER_REGISTRATION_NUMBER: { readonly known: string; readonly wanted: string }
  OTHER_OWNER: { readonly known: string; readonly wanted: string }
  SOCAT_MISSING: NoValues
  SOCAT_FAILED: { readonly said: string }
}

export const simulatorReason = reasonsOf<SimulatorReasons>()

/** What a person asked of a simulated register, or where they started it, is wrong. `message` is English, for the developer's log. */
export class SimulatorFailure extends Error {
  override readonly name: string = 'SimulatorFailure'
  readonly reason: Reason<keyof SimulatorReasons>

  constructor(reason: Reason<keyof SimulatorReasons>, options?: ErrorOptions) {
    super(`${reason.code} ${JSON.stringify(reason.values)}`, options)
    this.reason = reason
  }
}

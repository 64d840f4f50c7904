import type { AllAtolReasons } from '../../../drivers/atol/errors.ts'
import type { Objections } from '../../../drivers/objections.ts'
import type { Reason } from '../../../drivers/reason.ts'
import type { RegisterErrorCode, RegisterReasons } from '../../../drivers/register-error.ts'
import type { SimulatorReasons } from '../../../drivers/simulator/machine/simulator-failure.ts'
import type { BridgeReasons } from './bridge-reasons.ts'

/** Values as a text gets them: a reason within a reason is in words already. */
type Said<Values> = { readonly [Name in keyof Values]: Values[Name] extends Reason ? string : Values[Name] }

type Wording<Values> = [keyof Values] extends [never] ? string : (values: Said<Values>) => string

/** The texts of an area in one language: what happened and what to do next, in whole sentences. */
export type Wordings<Codes> = { readonly [Code in keyof Codes]: Wording<Codes[Code]> }

/** The text of every code there is. */
export type Catalogue = Wordings<RegisterReasons & AllAtolReasons & Objections & SimulatorReasons & BridgeReasons>

/** What a register's lane may wait for. `INTERNAL`: a mistake of the bridge itself. */
export type TroubleCode = RegisterErrorCode | 'INTERNAL'

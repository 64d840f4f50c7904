import type { Catalogue } from '../reasons/catalogue.ts'
import { atolDevice } from './atol-device.ts'
import { atolExtended } from './atol-extended.ts'
import { atolFiscalMemory } from './atol-fiscal-memory.ts'
import { atolLegacy } from './atol-legacy.ts'
import { atolParameter } from './atol-parameter.ts'
import { atolPayment } from './atol-payment.ts'
import { atolSettings } from './atol-settings.ts'
import { atolState } from './atol-state.ts'
import { bridge } from './bridge.ts'
import { objections } from './objections.ts'
import { registerDetails, registerTexts } from './register.ts'
import { simulator } from './simulator.ts'

/** Every reason in Russian. */
export const ru: Catalogue = {
  ...registerTexts,
  ...registerDetails,
  ...atolDevice,
  ...atolExtended,
  ...atolFiscalMemory,
  ...atolLegacy,
  ...atolParameter,
  ...atolPayment,
  ...atolSettings,
  ...atolState,
  ...objections,
  ...simulator,
  ...bridge,
}

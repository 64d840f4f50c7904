import type { RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import type { BitrixSettings } from '../bitrix24/settings.ts'
import type { RegisterConfig } from '../config/config.ts'
import { expectedIdentity } from '../lane/rightful-register.ts'
import { alarms } from '../watch/alarms.ts'
import { registerSigns } from '../watch/register-signs.ts'
import { type Finding, no, yes } from './finding.ts'
import { preflight } from './preflight.ts'

/** What a register showed. */
export interface Seen {
  readonly identity: RegisterIdentity
  readonly status: RegisterStatus
  /** Its clock less the host's, ms. */
  readonly clockDriftMs: number
}

/** Everything about one register that is right or wrong. Pure. `now`: Unix ms. */
export function registerFindings(entry: RegisterConfig, settings: BitrixSettings, seen: Seen, now: number): Finding[] {
  const { id, numberKkm, timeZone: zone, traits } = entry
  const expected = expectedIdentity(settings.inn, numberKkm)
  const { identity } = seen
  const signs = registerSigns({ id, zone, expected, ...seen }, now)
  const healthTitle = 'касса исправна и готова печатать'
  const health = signs.map(({ name, detail }): Finding => {
    const { text, blocking } = alarms[name]
    const verdict = blocking ? 'no' : 'doubtful'
    return { title: healthTitle, verdict, detail: detail === undefined ? name : `${name}: ${detail}`, mend: text }
  })
  const inn = 'ИНН в настройках и в кассе один'
  return [
    yes('касса отвечает', `${identity.model}, зав. № ${identity.serial}, ФН ${identity.fn}`),
    yes('РНМ', identity.registrationNumber),
    identity.inn === settings.inn
      ? yes(inn)
      : no(inn, `в кассе ${identity.inn}`, 'Исправьте bitrix24.inn или подключите свою кассу.'),
    ...(health.length === 0 ? [yes(healthTitle)] : health),
    ...preflight(identity, traits.taxSystem, settings),
  ].map((finding) => ({ ...finding, title: `Касса ${id}: ${finding.title}` }))
}

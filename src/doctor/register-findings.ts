import type { RegisterIdentity, RegisterStatus } from '../../drivers/register.ts'
import { alarms } from '../alarms/alarms.ts'
import type { BitrixSettings } from '../config/bitrix-settings.ts'
import type { RegisterConfig } from '../config/config.ts'
import { expectedIdentity } from '../lane/rightful-register.ts'
import type { Trouble } from '../lane/trouble.ts'
import { registerSigns } from '../watch/register-signs.ts'
import { type Finding, yes } from './finding.ts'
import { limitations } from './limitations.ts'
import { preflight } from './preflight.ts'

/** What a register showed. */
export interface Seen {
  readonly identity: RegisterIdentity
  readonly status: RegisterStatus
  /** Its clock less the host's, ms. */
  readonly clockDriftMs: number
  /** Why the daemon's lane waits, when it does. */
  readonly trouble?: Pick<Trouble, 'code' | 'text'>
}

const titleOf = (id: string, what: string): string => `Касса ${id}: ${what}`

const answers = 'касса отвечает'

/** The first finding about a register, whatever comes of it. */
export const answersTitle = (id: string): string => titleOf(id, answers)

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
  return [
    yes(answers, `${identity.model}, зав. № ${identity.serial}, РНМ ${identity.registrationNumber}, ФН ${identity.fn}`),
    ...(identity.inn === settings.inn ? [yes('ИНН в настройках и в кассе один')] : []),
    ...(health.length === 0 ? [yes(healthTitle)] : health),
    ...preflight(identity, traits.taxSystem, settings),
    ...limitations(identity),
  ].map((finding) => ({ ...finding, title: titleOf(id, finding.title) }))
}

import type { Roster, Station } from '../lane/roster.ts'
import { AdminError } from './admin-error.ts'

/** The register with that id. Throws AdminError when the settings have none. */
export function stationOf(roster: Roster, id: string): Station {
  const station = roster.find(id)
  if (station === undefined) throw new AdminError(404, `Кассы «${id}» нет в настройках.`)
  return station
}

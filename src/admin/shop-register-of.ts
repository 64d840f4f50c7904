import type { Roster, ShopRegister } from '../lane/roster.ts'
import { AdminError } from './admin-error.ts'

/** The register with that id. Throws AdminError when the settings have none. */
export function shopRegisterOf(roster: Roster, id: string): ShopRegister {
  const shopRegister = roster.find(id)
  if (shopRegister === undefined) throw new AdminError(404, `Кассы «${id}» нет в настройках.`)
  return shopRegister
}

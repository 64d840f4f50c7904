import type { Mode } from '../../record/identity.ts'
import type { PortalMap } from './portal-state.ts'

/**
 * OFDs whose link to a receipt needs a key that only the owner has (`AUTH.INN` of Ярус, which is no INN). It lies among the settings that
 * an update replaces as a whole.
 */
const withKey: ReadonlySet<string> = new Set(['bx_yarusofd'])

/**
 * OFD_SETTINGS of a cashbox. The link of bx_ofdruofd holds the seller's INN: its class reads SELLER.INN in every source seen, the
 * documentation calls it SELLER_INFO.INN; both are sent, others ignore them. `known`: what the portal has of this OFD's settings; `'unseen'`
 * where it does not show them. The result is undefined where sending would take away a key that cannot be seen.
 */
export function ofdSettings(ofd: string, inn: string, mode: Mode, known: PortalMap | 'unseen'): PortalMap | undefined {
  if (known === 'unseen' && withKey.has(ofd)) return undefined
  return {
    ...(known === 'unseen' ? {} : known),
    OFD_MODE: { IS_TEST: mode === 'TEST' ? 'Y' : 'N' },
    SELLER: { INN: inn },
    SELLER_INFO: { INN: inn },
  }
}

/** What the owner still has to do for the buyer's link; undefined when there is nothing. */
export const ofdTodo = (ofd: string): string | undefined =>
  withKey.has(ofd)
    ? 'Впишите в карточке кассы на портале ключ API вашего ОФД: без него у покупателя не будет ссылки на чек.'
    : undefined

import type { FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import { type InternetSettings, type ReceiptSettings, withoutContactDefault } from '../../config/bitrix-settings.ts'
import type { PrintRequest } from '../request/print-request.ts'
import { type Problem, problem } from '../texts/problem.ts'
import type { Warning } from '../texts/warnings.ts'
import { emailOf } from './email.ts'
import { phoneOf } from './phone.ts'

type Sent = Pick<PrintRequest, 'clientEmail' | 'clientPhone' | 'serviceEmail' | 'unreadableContacts'>
type Settings = Pick<ReceiptSettings, 'buyerContact' | 'country' | 'internet' | 'electronicOnly'>

/** The contacts of a request that a receipt can bear. */
interface Usable {
  /** The buyer's own, in the shop's order. */
  readonly buyer: string | undefined
  /** The shop's address, as its own field has it or where Bitrix24 puts it in place of a missing buyer's. */
  readonly shop: string | undefined
  /** Whether it came as the buyer's. */
  readonly shopAsBuyer: boolean
}

function usableOf({ clientEmail, clientPhone, serviceEmail }: Sent, { buyerContact, country }: Settings): Usable {
  const email = emailOf(clientEmail)
  const phone = phoneOf(clientPhone, country)
  const shop = emailOf(serviceEmail)
  const shopAsBuyer = email !== undefined && email.toLowerCase() === shop?.toLowerCase()
  const ownEmail = shopAsBuyer ? undefined : email
  return { buyer: buyerContact === 'email' ? (ownEmail ?? phone) : (phone ?? ownEmail), shop, shopAsBuyer }
}

/** 1008, and 1117 beside an e-mail. The shop's own address is not the buyer's, and stands for it only where there is nothing else. */
export function partiesOf(
  sent: Sent,
  settings: Settings,
  { problems, warnings }: { readonly problems: Problem[]; readonly warnings: Warning[] },
): Pick<FiscalReceipt, 'buyer' | 'sender'> {
  warnings.push(...dropped(sent, settings))
  const usable = usableOf(sent, settings)
  const buyer = usable.buyer ?? standIn(usable, settings, problems)
  if (buyer === undefined) return {}
  if (usable.buyer === undefined && settings.internet !== undefined) warnings.push({ key: 'shopContact' })
  return buyer.includes('@') && usable.shop !== undefined ? { buyer, sender: usable.shop } : { buyer }
}

function standIn({ shop, shopAsBuyer }: Usable, settings: Settings, problems: Problem[]): string | undefined {
  const { electronicOnly, internet } = settings
  if (electronicOnly && !shopAsBuyer) {
    problems.push(problem('buyerMissing', {}))
    return undefined
  }
  if (internet === undefined) return shopAsBuyer ? shop : undefined
  if (whatWithout(internet) === 'shop' && shop !== undefined) return shop
  problems.push(problem('internetBuyerMissing', {}))
  return undefined
}

const whatWithout = ({ withoutContact = withoutContactDefault }: InternetSettings): 'shop' | 'refuse' => withoutContact

/** What was sent and is of no use. */
function* dropped(
  { clientEmail, clientPhone, unreadableContacts }: Sent,
  { country }: Settings,
): Generator<Warning, void> {
  for (const field of unreadableContacts) yield { key: 'contactDropped', place: { kind: 'receipt', field } }
  if (clientEmail !== undefined && emailOf(clientEmail) === undefined)
    yield { key: 'contactDropped', place: { kind: 'receipt', field: 'client_email' } }
  if (clientPhone !== undefined && phoneOf(clientPhone, country) === undefined)
    yield { key: 'contactDropped', place: { kind: 'receipt', field: 'client_phone' } }
}

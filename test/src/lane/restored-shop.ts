import { VirtualShop } from '../../virtual-shop.ts'

/** The shop after its disk was restored from a backup made before `after` happened. */
export async function restored(
  before: (shop: VirtualShop) => Promise<void>,
  after: (shop: VirtualShop) => Promise<void>,
): Promise<VirtualShop> {
  const shop = await VirtualShop.open()
  await before(shop)
  const backup = await shop.disk.copy()
  await after(shop)
  await shop.stop()
  shop.disk = backup
  await shop.boot()
  return shop
}

export async function registeredSale(shop: VirtualShop, check: string, sale: string): Promise<string> {
  const uuid = await shop.print(check, sale)
  await shop.until(uuid, 'registered')
  await shop.check(uuid)
  return uuid
}

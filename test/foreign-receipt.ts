import type { Tags } from '../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../drivers/money.ts'

/** Tags of a sale of that total, in one line and for cash, as another program registers it; without any mark. */
export function foreignReceipt(total: bigint): Tags {
  const value = kopecks(total)
  const line: Tags = [
    { tag: 1030, value: 'Чужой товар' },
    { tag: 1079, value },
    { tag: 1023, value: quantity(1000) },
    { tag: 1043, value },
    { tag: 1199, value: 6 },
    { tag: 1212, value: 1 },
    { tag: 1214, value: 4 },
  ]
  return [
    { tag: 1054, value: 1 },
    { tag: 1055, value: 1 },
    { tag: 1059, value: line },
    { tag: 1020, value },
    { tag: 1031, value },
    { tag: 1105, value },
    { tag: 1038, value: 1 },
    { tag: 1042, value: 1 },
  ]
}

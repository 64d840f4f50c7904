import { demoReceipt } from '../../src/commands/daemon/demo-receipt.ts'

/** A receipt like the demo's whose uuid and content are those of no other number. Sums are exact decimals up to 10000. */
export function benchReceipt(number: number): object {
  const [tea, ...others] = demoReceipt.items
  return {
    ...demoReceipt,
    unique_id: number,
    uuid: `check|bench.example.ru|${number}`,
    items: [{ ...tea, name: `${tea.name}, партия ${number}` }, ...others],
  }
}

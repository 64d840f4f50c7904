/** A register driver and a simulated register in one process, in virtual time, on a disk in memory. */
import { type AtolOptions, AtolRegister } from '../../../drivers/atol/register.ts'
import type { FiscalDocument, StoredDocument } from '../../../drivers/ffd/document.ts'
import { marksOf } from '../../../drivers/ffd/document.ts'
import type { FiscalReceipt } from '../../../drivers/ffd/receipt.ts'
import { silentLog } from '../../../drivers/log.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import type { Baseline } from '../../../drivers/register.ts'
import { RegisterError } from '../../../drivers/register-error.ts'
import type { SimulatorOptions } from '../../../drivers/simulator/machine/settings.ts'
import { openSimulator, type Simulator } from '../../../drivers/simulator/simulator.ts'
import type { LinkLost } from '../../../drivers/transport/link.ts'
import type { ByteFate, Direction } from '../../../drivers/transport/memory.ts'
import { MemoryDisk } from '../../memory-disk.ts'
import { VirtualClock } from '../../virtual-clock.ts'

const zero = kopecks(0)

const bread = {
  name: 'Хлеб',
  price: kopecks(4250),
  quantity: quantity(1000),
  sum: kopecks(4250),
  vat: '22',
  subject: 1,
  method: 4,
  measure: 0,
} as const

/** Two lines at two rates, paid in cash and by card. */
export const sale: FiscalReceipt = {
  settlement: 'sale',
  taxSystem: 1,
  items: [
    {
      name: 'Молоко «Домик в деревне» 3,2 %',
      price: kopecks(5500),
      quantity: quantity(2000),
      sum: kopecks(11000),
      vat: '10',
      subject: 1,
      method: 4,
      measure: 0,
    },
    bread,
  ],
  payments: { cash: kopecks(250), cashless: kopecks(15000), advance: zero, credit: zero, other: zero },
  total: kopecks(15250),
  mark: { text: 'Zm9vYmFyMDEyMzQ1', tag: 1192 },
  internet: false,
  electronicOnly: false,
}

/** The least there is to sell: one line, cash. */
export const breadSale: FiscalReceipt = {
  ...sale,
  items: [bread],
  payments: { cash: kopecks(4250), cashless: zero, advance: zero, credit: zero, other: zero },
  total: kopecks(4250),
}

export interface ShopOptions {
  readonly protocol?: 'v3' | 'v2'
  readonly simulator?: Partial<SimulatorOptions>
  readonly register?: Partial<AtolOptions>
  /** Of the first link only: those after it are good. */
  readonly fate?: (direction: Direction, index: number, byte: number) => ByteFate
  /** One way, ms. */
  readonly latencyMs?: number
}

/** What `print` ended with. */
export type Result =
  | { readonly document: FiscalDocument; readonly error?: undefined }
  | { readonly error: RegisterError; readonly document?: undefined }

export interface Shop {
  readonly clock: VirtualClock
  readonly simulator: Simulator
  readonly register: AtolRegister
  /** Links made so far. */
  readonly links: () => number
  /** Runs a promise on the virtual clock. */
  run<T>(promise: Promise<T>): Promise<T>
  /** Prints and says how it ended, and whether the closing command may have been handed over. */
  print(receipt: FiscalReceipt, baseline: Baseline): Promise<Result & { readonly closing: boolean }>
  /** Documents after a baseline that carry the mark, by the fiscal memory's own word. */
  registered(baseline: Baseline, mark: string): readonly StoredDocument[]
  close(): Promise<void>
}

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const { protocol = 'v3', fate } = options
  const clock = new VirtualClock()
  const run = <T>(promise: Promise<T>): Promise<T> => clock.run(promise)
  const simulator = await run(
    openSimulator({
      folder: '/register',
      files: new MemoryDisk().mount(),
      clock,
      log: silentLog,
      zone: '+03:00',
      protocol,
      ...options.simulator,
    }),
  )
  let links = 0
  const open = async () => {
    links += 1
    const link = simulator.connect({
      latencyMs: options.latencyMs ?? 0,
      ...(links === 1 && fate !== undefined && { fate }),
    })
    let lost: LinkLost | undefined
    void link.closed.then((reason) => {
      lost = reason
    })
    await Promise.resolve()
    if (lost !== undefined) throw lost
    return link
  }
  const register = new AtolRegister({ open, protocol, clock, log: silentLog, zone: '+03:00', ...options.register })
  return {
    clock,
    simulator,
    register,
    run,
    links: () => links,
    async print(receipt, baseline) {
      let closing = false
      const beforeClosing = async (): Promise<void> => {
        closing = true
      }
      try {
        const { document } = await run(register.print(receipt, { baseline, attempt: 1, beforeClosing }))
        return { document, closing }
      } catch (error) {
        if (!(error instanceof RegisterError)) throw error
        return { error, closing }
      }
    },
    registered: ({ lastDocument }, mark) =>
      simulator.documents().filter(({ number, tags }) => number > lastDocument && marksOf(tags).includes(mark)),
    async close() {
      register.close()
      await run(simulator.close())
    },
  }
}

/** The shift is open; nothing is sold yet. */
export async function openForBusiness(options: ShopOptions = {}): Promise<Shop & { readonly baseline: Baseline }> {
  const shop = await openShop(options)
  await shop.run(shop.register.openShift({ name: 'Кассир Иванова' }))
  await shop.run(shop.register.identify())
  return { ...shop, baseline: await shop.run(shop.register.baseline()) }
}

import type { Device } from '../../drivers/atol/device.ts'
import { printReceipt } from '../../drivers/atol/print.ts'
import { ProfileCache } from '../../drivers/atol/profile.ts'
import type { AtolOptions } from '../../drivers/atol/register.ts'
import { Session } from '../../drivers/atol/session.ts'
import { openShift } from '../../drivers/atol/shift.ts'
import { readBaseline } from '../../drivers/atol/status.ts'
import { Stillness } from '../../drivers/atol/stillness.ts'
import { TagForecast } from '../../drivers/atol/tag-forecast.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { OneByOneExchange } from '../drivers/atol/exchange/one-by-one.ts'

/** What a bench does with a register. */
export type BenchRegister = Pick<FiscalRegister, 'openShift' | 'baseline' | 'print' | 'close'>

/** The driver with one command at a time below it. */
export function plainRegister({ open, clock, log, zone }: Omit<AtolOptions, 'protocol'>): BenchRegister {
  const session = new Session({ open, exchange: (link) => new OneByOneExchange(link, clock), log })
  const profiles = new ProfileCache()
  const device: Device = {
    session,
    clock,
    log,
    zone,
    stillness: new Stillness(clock),
    tagForecast: new TagForecast(),
    profile: (line, signal) => profiles.of(session.serial, line, signal),
  }
  return {
    openShift: (cashier, signal) => openShift(device, cashier, signal),
    baseline: (signal) => readBaseline(device, signal),
    print: (receipt, attempt) => printReceipt(device, receipt, attempt),
    close: () => session.close(),
  }
}

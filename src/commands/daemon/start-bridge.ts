import { join } from 'node:path'
import type { Log } from '../../../drivers/log.ts'
import { within } from '../../base/within.ts'
import type { Config } from '../../config/config.ts'
import type { ShopRegister } from '../../lane/roster.ts'
import { createLog } from '../../service/log.ts'
import { systemdNotifier } from '../../service/notify.ts'
import { keepWatchdog } from '../../service/watchdog.ts'
import type { ReceiptStore } from '../../store/receipt-store.ts'
import type { Host } from '../cli/host.ts'
import { packageVersion } from '../cli/package-version.ts'
import { busyRegisters } from './busy-registers.ts'

/** A daemon that listens. */
export interface StartedBridge {
  /** `http://127.0.0.1:8080` */
  readonly publicAddress: string
  readonly adminAddress: string
  /** Ends it in less than 10 s; a register that still prints then is settled at the next start. */
  readonly stop: () => Promise<void>
  /** Ends it wholly, however long the register takes: the data folder and the ports are free then. */
  readonly end: () => Promise<void>
  /** Registers that have to finish under the settings they have. */
  readonly busyRegisters: () => ReadonlySet<string>
  /** Adds something to the line of `systemctl status`, in Russian, until the next note; undefined takes it away. */
  readonly note: (text: string | undefined) => void
  /** Whether somebody starts this process again when it ends. */
  readonly isSupervised: boolean
  readonly log: Log
}

/** How long a stop waits for the register, ms: a shift report alone may take 120 s. */
const stopLimitMs = 8_000

/** The daemon's modules are loaded only when it is started: commands that merely ask a running one answer at once. */
async function daemon() {
  const [{ createBridge }, { openTarget }, { lockFolder }, { startFailure }] = await Promise.all([
    import('../../bridge.ts'),
    import('../../../drivers/transport/connect.ts'),
    import('../../store/lock.ts'),
    import('./start-failure.ts'),
  ])
  return { createBridge, openTarget, lockFolder, startFailure }
}

/**
 * Takes the data folder, builds the daemon on the real machine, starts it and opens its listeners. The log goes to
 * `stderr`. Throws OperatorError for what the person who started it can mend.
 */
export async function startBridge(config: Config, host: Host): Promise<StartedBridge> {
  const { clock, files, freeBytes, http, random, stderr } = host
  const log = createLog({ level: config.logLevel, readable: stderr.isTTY === true, destination: stderr })
  const version = await packageVersion(host)
  const { createBridge, openTarget, lockFolder, startFailure } = await daemon()
  const undo: (() => Promise<void>)[] = []
  const notifier = systemdNotifier(host.env, host.pid, host.run, log)
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  let ending: Promise<void> | undefined
  const end = (): Promise<void> => {
    ending ??= undoAll()
    return ending
  }
  const stop = async (): Promise<void> => {
    void notifier.stopping('Останавливается: заканчивает начатое')
    if (!(await within(clock, stopLimitMs, end())))
      log.warn({}, 'stopped while a register was busy: settled at the next start')
  }
  try {
    await files.makeFolder(config.data)
    undo.push(await lockFolder(config.data))
    const bridge = await createBridge(config, {
      clock,
      files,
      connect: (target) => openTarget(target, clock),
      http,
      freeBytes,
      log,
      random,
      version,
      page: join(host.packageFolder, 'dist/src/web'),
    })
    undo.push(() => bridge.stop())
    await bridge.start()
    const addresses = await bridge.listen()
    let noted: string | undefined
    const status = (): string =>
      [statusLine(bridge.roster.registers, bridge.store), noted].filter((part) => part !== undefined).join('; ')
    const note = (text: string | undefined): void => {
      if (text === noted) return
      noted = text
      void notifier.status(status())
    }
    const lanes = () => bridge.roster.registers.map(({ lane }) => lane)
    const stopWatchdog = keepWatchdog({ notifier, clock, log, lanes, status })
    undo.push(async () => stopWatchdog())
    await notifier.ready(status())
    return {
      ...addresses,
      stop,
      end,
      busyRegisters: () => busyRegisters(bridge.roster.registers, bridge.store.openReceipts()),
      note,
      isSupervised: notifier.isHeard,
      log,
    }
  } catch (failure) {
    await stop()
    throw startFailure(failure)
  }
}

/** What `systemctl status` shows of a running bridge, in one line. */
export function statusLine(registers: readonly ShopRegister[], store: ReceiptStore): string {
  const waiting = registers.filter(({ lane }) => lane.seen.trouble !== undefined).map(({ id }) => id)
  const trouble = waiting.length === 0 ? '' : `, ждут: ${waiting.join(', ')}`
  return `Касс: ${registers.length}${trouble}; открытых чеков: ${store.openReceipts().length}`
}

import { sleep } from '../drivers/clock.ts'
import { type AdminParts, createAdminServer } from './admin/server.ts'
import { Pusher } from './bitrix24/portal/push.ts'
import { RestClient } from './bitrix24/portal/rest-client.ts'
import { type Memory, openMemory } from './composition/memory.ts'
import { makePublicSide, type PublicSide } from './composition/public-side.ts'
import { makeRegisters } from './composition/registers.ts'
import type { Config, ListenerConfig } from './config/config.ts'
import { webhookOf } from './config/webhook.ts'
import { Archivist } from './data/archivist.ts'
import { Decisions } from './decisions/decisions.ts'
import { LostReceipts } from './decisions/lost-receipts.ts'
import type { Roster } from './lane/roster.ts'
import type { PublicEndpoints } from './public/endpoints.ts'
import { createPublicListener } from './public/listener.ts'
import { HoldKeeper } from './receipts/hold-keeper.ts'
import { ShiftBook } from './receipts/shift-book.ts'
import type { ReceiptStore } from './store/receipt-store.ts'
import { Metrics } from './watch/metrics.ts'
import { Recovery } from './watch/recovery.ts'
import { Watchman } from './watch/watchman.ts'
import type { World } from './world.ts'

export interface Bridge {
  /** What Bitrix24 asks, with or without a listener. */
  readonly endpoints: PublicEndpoints
  /** What the admin listener serves. */
  readonly adminParts: AdminParts
  readonly roster: Roster
  readonly store: ReceiptStore
  /** Settles what a crash left open and starts to print. Resolves when every register was met, or was given its time. */
  start(): Promise<void>
  /** Opens both listeners; the result is where they listen. */
  listen(): Promise<{ readonly publicAddress: string; readonly adminAddress: string }>
  /** Stops after what cannot be interrupted; everything unfinished is on disk. */
  stop(): Promise<void>
}

/** How long a start waits to meet its registers before it listens without knowing them, ms. */
const firstMeetingMs = 1_500

/** Fastify takes these and nothing more of a listener's settings. */
const listenOptions = ({ host, port, fd }: ListenerConfig) => ({ host, port, ...(fd !== undefined && { fd }) })

/** Sends results to the portal, when the settings name its webhook. */
function makePusher(
  { bitrix24 }: Config,
  { clock, log, http }: World,
  { ledger, board }: Memory,
  { inquiry }: PublicSide,
): Pusher | undefined {
  const webhook = webhookOf(bitrix24)
  if (webhook === undefined) return undefined
  const client = new RestClient({ webhook, http, clock })
  return new Pusher({ ledger, inquiry, client, clock, log, board })
}

/** Puts old receipts into archives, when the settings say how old. */
function makeArchivist({ receipts }: Config, { clock, log }: World, memory: Memory): Archivist | undefined {
  const { archiveAfterYears: years } = receipts
  if (years === undefined) return undefined
  const { store, index, dayOf } = memory
  return new Archivist({ store, index, clock, log, years, today: () => dayOf(clock.now()) })
}

/** Builds the daemon from its settings: the only place that knows every part. Throws InstallMismatch and NewerFormat. */
export async function createBridge(config: Config, world: World): Promise<Bridge> {
  const { clock, log, random } = world
  const memory = await openMemory(config, world)
  const { ledger, store, index, claims, documents, board, health, files, tidying, restored, timeZone, dayOf } = memory
  const registers = await makeRegisters(config, world, memory)
  const { roster, simulators } = registers
  const holds = new HoldKeeper({
    ledger,
    lostAnswer: config.receipts.lostAnswer,
    clock,
    log,
    isSure: () => restored.isSure,
  })
  const lost = new LostReceipts({ ledger, documents, roster, clock, log })
  const publicSide = makePublicSide(config, world, memory, roster)
  const { endpoints, tunnel, heardAt } = publicSide
  const pusher = makePusher(config, world, memory, publicSide)
  const archivist = makeArchivist(config, world, memory)
  const recentDays = (): string[] => [0, 1, 2].map((ago) => dayOf(clock.now() - ago * 86_400_000))
  const shifts = new ShiftBook({ index, ledger, log, recentDays })
  const pushes = pusher !== undefined
  const recovery = new Recovery(ledger, log, pushes)
  const watchman = new Watchman({
    roster,
    ledger,
    documents,
    board,
    health,
    clock,
    log,
    pushes,
    freeBytes: async () => world.freeBytes?.(config.data),
  })
  const metrics = new Metrics({
    ledger,
    board,
    snapshot: () => watchman.snapshot(),
    tunnel: () => tunnel?.state,
    version: world.version,
  })
  const portal = () => {
    const heard = heardAt()
    return { pushes, ...(heard !== undefined && { heardAt: heard }), ...(tunnel && { tunnel: tunnel.state }) }
  }
  const adminParts: AdminParts = {
    access: config.admin,
    metrics,
    simulators,
    clock,
    files,
    random,
    page: world.page,
    timeZone,
    now: () => clock.now(),
    totalsOf: (registerId, shift) => shifts.totalsOf(registerId, shift),
    portal,
    recovery: () => recovery.report,
    roster,
    store,
    index,
    claims,
    documents,
    board,
    decisions: new Decisions({ ledger, language: config.bitrix24.language, claims, documents, roster, lost }),
    today: () => dayOf(clock.now()),
    version: world.version,
    log,
  }
  const { edge } = config.public
  const publicListener = createPublicListener({ endpoints, clock, log, ...(edge && { edge }) })
  const adminServer = createAdminServer(adminParts)

  let unwatchHolds: (() => void) | undefined

  return {
    endpoints,
    adminParts,
    roster,
    store,
    async start() {
      recovery.start()
      await tidying.do('finished receipts', () => ledger.closeFinished())
      unwatchHolds = holds.watch()
      await holds.review()
      registers.start()
      lost.start()
      pusher?.start()
      watchman.start()
      archivist?.start()
      await Promise.race([Promise.all(roster.registers.map(({ lane }) => lane.met)), sleep(clock, firstMeetingMs)])
    },
    async listen() {
      const adminAddress = await adminServer.listen(listenOptions(config.admin))
      const publicAddress = await publicListener.listen(listenOptions(config.public))
      tunnel?.start()
      return { publicAddress, adminAddress }
    },
    async stop() {
      tunnel?.stop()
      lost.stop()
      await Promise.all([publicListener.close(), registers.stop(), pusher?.stop()])
      watchman.stop()
      unwatchHolds?.()
      await Promise.all([archivist?.stop(), tidying.stop()])
      metrics.stop()
      // One that never listened would only now begin to load its plug-ins.
      if (adminServer.server.listening) await adminServer.close()
      await Promise.all([memory.events.written(), index.written()])
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()))
    },
  }
}

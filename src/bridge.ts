import type { FastifyInstance } from 'fastify'
import type { Clock } from '../drivers/clock.ts'
import { sleep } from '../drivers/clock.ts'
import { localOf } from '../drivers/ffd/local-time.ts'
import type { Simulator } from '../drivers/simulator/simulator.ts'
import { accessGuard } from './bitrix24/access.ts'
import { unknownKind } from './bitrix24/answers.ts'
import { checkEndpoint } from './bitrix24/check-endpoint.ts'
import { type Destination, printEndpoint } from './bitrix24/print-endpoint.ts'
import { problem } from './bitrix24/problem.ts'
import { Pusher } from './bitrix24/push.ts'
import { RestClient } from './bitrix24/rest-client.ts'
import { parseWebhook } from './bitrix24/webhook.ts'
import type { Config, ListenerConfig, RegisterConfig } from './config/config.ts'
import { defaults } from './config/defaults.ts'
import { Archivist } from './data/archivist.ts'
import { createAdminServer } from './http/admin.ts'
import { drainOnClose } from './http/drain.ts'
import { FailureLimit } from './http/failure-limit.ts'
import { addProbeRoute } from './http/probe-route.ts'
import { createPublicServer } from './http/public.ts'
import { admits } from './lane/admission.ts'
import { Claims } from './lane/claims.ts'
import { Gate } from './lane/gate.ts'
import { Lane } from './lane/lane.ts'
import { Roster, type Station } from './lane/roster.ts'
import { ShiftKeeper } from './lane/shift-keeper.ts'
import { rehearsalId } from './lane/test-mode.ts'
import { makeRegister, rehearsalOf } from './make-register.ts'
import { Decisions } from './receipts/decisions.ts'
import { entomb, entombOne } from './receipts/entomb.ts'
import { HoldKeeper } from './receipts/hold-keeper.ts'
import type { Mode } from './receipts/identity.ts'
import { Inquiry } from './receipts/inquiry.ts'
import { Intake } from './receipts/intake.ts'
import { Ledger } from './receipts/ledger.ts'
import { RefusedSales } from './receipts/refused-sales.ts'
import { ShiftBook } from './receipts/shift-book.ts'
import { DayIndex } from './store/day-index.ts'
import { FolderSync } from './store/folder-sync.ts'
import { openInstall } from './store/install.ts'
import { KeyedLock } from './store/keyed-lock.ts'
import { ReceiptStore } from './store/receipt-store.ts'
import { Sequence } from './store/sequence.ts'
import { AlarmBoard } from './watch/alarm-board.ts'
import { Metrics } from './watch/metrics.ts'
import { StoreHealth } from './watch/store-health.ts'
import { probeAnswer, TunnelProbe } from './watch/tunnel-probe.ts'
import { Watchman } from './watch/watchman.ts'
import type { World } from './world.ts'

export type { World } from './world.ts'

export interface Bridge {
  readonly publicServer: FastifyInstance
  readonly adminServer: FastifyInstance
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
/** Builds the daemon from its settings: the only place that knows every part. Throws InstallMismatch and NewerFormat. */
export async function createBridge(config: Config, world: World): Promise<Bridge> {
  const { clock, log, random } = world
  const health = new StoreHealth(world.files, config.data)
  const { files } = health
  const folders = new FolderSync(files)
  const simulated = config.registers.every(({ connection }) => connection.type === 'simulated')
  const board = new AlarmBoard(clock, log)
  const { key, isNew } = await openInstall(files, folders, config.data, simulated ? 'simulated' : 'real', random)
  const { store, unreadable } = await ReceiptStore.load(files, folders, config.data)
  const lastOrder = Math.max(0, ...store.openReceipts().map((record) => record.order))
  const sequence = await Sequence.load(files, folders, config.data, lastOrder)
  const index = new DayIndex(files, config.data)
  const zone = config.registers[0]?.timeZone ?? 'UTC'
  const dayOf = (instant: number): string => dayText(localOf(instant, zone))
  const { webhook: address } = config.bitrix24
  const webhook = address === undefined ? undefined : parseWebhook(address)
  const ledger = new Ledger({ store, index, clock, log, dayOf, pushes: webhook !== undefined })

  const tombs = { ledger, board, clock, registerId: config.registers[0]?.id ?? '' }
  await entomb(unreadable, tombs)
  const claims = await Claims.load({ files, folders, root: config.data, ledger, board, isNew })
  const { lostAnswer, maxWaitMs } = config.receipts
  const admission = { store, claims, gate: new Gate(ledger, clock, { lostAnswer, maxWaitMs }) }

  const simulators = new Map<string, Simulator>()
  const makeStation = async (entry: RegisterConfig): Promise<Station> => {
    const register = await makeRegister(entry, config, world, simulators)
    const shifts = new ShiftKeeper({
      id: entry.id,
      register,
      schedule: entry.shift ?? defaults.shift,
      zone: entry.timeZone,
      cashier: entry.traits.cashier,
      clock,
      log,
    })
    const lane = new Lane({
      id: entry.id,
      shifts,
      register,
      ledger,
      clock,
      log,
      cashier: entry.traits.cashier,
      admits: (record, baseline, signal) => admits(admission, record, baseline, register, entry.timeZone, signal),
    })
    const { id, numberKkm, default: isDefault, traits, timeZone } = entry
    return { id, numberKkm, isDefault, simulated: entry.connection.type === 'simulated', traits, timeZone, lane }
  }
  const stations: Station[] = []
  for (const entry of config.registers) stations.push(await makeStation(entry))
  let started = false
  const roster = new Roster(stations, async () => {
    const station = await makeStation(rehearsalOf(config))
    if (started) station.lane.start()
    return station
  })
  if (store.openReceipts().some(({ registerId }) => registerId === rehearsalId)) await roster.rehearsal()
  ledger.onChange((record) => roster.find(record.registerId)?.lane.wake())

  const guard = accessGuard(config.bitrix24, random(32))
  let heardAt: string | undefined
  const access: typeof guard = {
    check: (credentials, mayTry) => guard.check(credentials, mayTry),
    knowsSecret(secret) {
      const known = guard.knowsSecret(secret)
      if (known) heardAt = ledger.instant()
      return known
    },
  }
  const holds = new HoldKeeper(ledger, log)
  const refusedSales = await RefusedSales.load(files, folders, config.data)
  ledger.onChange(({ state }) => {
    if (state.name !== 'registered') return
    claims.noteRegistered(state.document.fn, state.document.number).catch((error: unknown) => {
      log.warn({ err: error }, 'high-water mark not stored: documents will be read again')
    })
  })
  const intake = new Intake({
    ledger,
    secret: key,
    sequence,
    fingerprints: new KeyedLock(),
    refusedSales,
    clock,
    log,
    lostAnswer,
    onUnreadable: (record) => entombOne(record, tombs),
    onChangedContent: ({ uuid, bitrixUuid }) => board.raise('content-changed', uuid, bitrixUuid),
  })
  const inquiry = new Inquiry({
    ledger,
    secret: key,
    refusedSales,
    // One alarm, whatever is asked for: nobody may fill the board with questions.
    onUnknown: (uuid) => board.raise('unknown-receipt', 'bitrix24', uuid),
  })
  const failures = new FailureLimit({ clock })
  const destinationOf = async (numberKkm: string, mode: Mode): Promise<Destination | undefined> => {
    const station = await roster.forReceipt(numberKkm, mode)
    return station === undefined ? undefined : destination(station, clock)
  }
  const publicServer = createPublicServer(
    {
      print: printEndpoint({ settings: config.bitrix24, access, failures, intake, destinationOf, log }),
      check: checkEndpoint({ access, failures, inquiry, log }),
      unreadable: JSON.stringify(unknownKind(problem('unknownPath', {}), config.bitrix24.language)),
    },
    log,
    config.public,
  )
  drainOnClose(publicServer, clock)
  const { url } = config.public
  const { secret } = config.bitrix24
  const probeKey = random(32)
  addProbeRoute(publicServer, {
    knowsSecret: (one) => guard.knowsSecret(one),
    answer: (nonce) => probeAnswer(probeKey, nonce),
  })
  const tunnel =
    url === undefined
      ? undefined
      : new TunnelProbe({ url, secret, key: probeKey, random, post: world.post, clock, board, log })
  const pusher =
    webhook === undefined
      ? undefined
      : new Pusher({ ledger, client: new RestClient({ webhook, post: world.post, clock }), clock, log, board })
  const recentDays = (): string[] => [0, 1, 2].map((ago) => dayOf(clock.now() - ago * 86_400_000))
  const shifts = new ShiftBook({ index, ledger, log, recentDays })
  const watchman = new Watchman({
    roster,
    ledger,
    board,
    health,
    clock,
    log,
    inn: config.bitrix24.inn,
    pushes: webhook !== undefined,
    freeBytes: async () => world.freeBytes?.(config.data),
  })
  const { archiveAfterYears: years } = config.receipts
  const today = (): string => dayOf(clock.now())
  const archivist = years === undefined ? undefined : new Archivist({ store, index, clock, log, years, today })
  const metrics = new Metrics({ ledger, board, snapshot: () => watchman.snapshot(), version: world.version })
  const adminServer = createAdminServer({
    metrics,
    access: config.admin,
    simulators,
    clock,
    files,
    random,
    page: world.page,
    timeZone: zone,
    now: () => clock.now(),
    totalsOf: (registerId, shift) => shifts.totalsOf(registerId, shift),
    portal: () => ({
      pushes: webhook !== undefined,
      ...(heardAt !== undefined && { heardAt }),
      ...(tunnel !== undefined && { tunnel: tunnel.state }),
    }),
    roster,
    store,
    index,
    claims,
    board,
    decisions: new Decisions({ ledger, claims, roster }),
    today,
    version: world.version,
    log,
  })

  return {
    publicServer,
    adminServer,
    roster,
    store,
    async start() {
      await ledger.closeFinished()
      await holds.review()
      holds.watch()
      started = true
      for (const { lane } of roster.stations) lane.start()
      pusher?.start()
      watchman.start()
      archivist?.start()
      await Promise.race([Promise.all(stations.map(({ lane }) => lane.met)), sleep(clock, firstMeetingMs)])
    },
    async listen() {
      const adminAddress = await adminServer.listen(listenOptions(config.admin))
      const publicAddress = await publicServer.listen(listenOptions(config.public))
      tunnel?.start()
      return { publicAddress, adminAddress }
    },
    async stop() {
      tunnel?.stop()
      const lanes = roster.stations.map(({ lane }) => lane.stop())
      await Promise.all([publicServer.close(), ...lanes, pusher?.stop()])
      watchman.stop()
      await archivist?.stop()
      metrics.stop()
      await adminServer.close()
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()))
    },
  }
}

/** Fastify takes these and nothing more of a listener's settings. */
const listenOptions = ({ host, port, fd }: ListenerConfig) => ({ host, port, ...(fd !== undefined && { fd }) })

const dayText = ({ year, month, day }: { year: number; month: number; day: number }): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function destination({ id, lane, traits, timeZone }: Station, clock: Clock): Destination {
  const ffd = lane.identity?.ffd
  return {
    registerId: id,
    context: { register: traits, today: localOf(clock.now(), timeZone), ...(ffd !== undefined && { ffd }) },
    objection: (receipt) => lane.objectionTo(receipt),
  }
}

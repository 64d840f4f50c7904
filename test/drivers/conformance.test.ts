import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { AtolRegister } from '../../drivers/atol/register.ts'
import { systemClock } from '../../drivers/clock.ts'
import { systemFiles } from '../../drivers/files.ts'
import { silentLog } from '../../drivers/log.ts'
import type { FiscalRegister } from '../../drivers/register.ts'
import { PtyFailed, servePty } from '../../drivers/simulator/pty.ts'
import { serveTcp } from '../../drivers/simulator/server.ts'
import { openSimulator, type Simulator } from '../../drivers/simulator/simulator.ts'
import { openTarget, type Target } from '../../drivers/transport/connect.ts'
import { openShop } from './atol/shop.ts'
import { conformance, type Stand } from './conformance.ts'

t.jobs = 3

type Protocol = 'v3' | 'v2'

const zone = '+03:00'

const asItIs = <T>(promise: Promise<T>): Promise<T> => promise

const atol = (target: Target, protocol: Protocol): AtolRegister =>
  new AtolRegister({
    open: () => openTarget(target, systemClock),
    protocol,
    clock: systemClock,
    log: silentLog,
    zone,
  })

/** A simulated register on a real line, with a folder of its own. */
async function onLine(
  protocol: Protocol,
  serve: (simulator: Simulator, folder: string) => Promise<{ target: Target; close: () => Promise<void> }>,
): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'register-'))
  const simulator = await openSimulator({
    folder: join(folder, 'register'),
    files: systemFiles,
    clock: systemClock,
    log: silentLog,
    zone,
    protocol,
  })
  const served = await serve(simulator, folder)
  const register = atol(served.target, protocol)
  return {
    register,
    run: asItIs,
    async close() {
      register.close()
      await served.close()
      await simulator.close()
      await rm(folder, { recursive: true })
    },
  }
}

for (const protocol of ['v3', 'v2'] as const) {
  for (const ffd of ['1.2', '1.05'] as const) {
    conformance(t, `${protocol} over memory, FFD ${ffd}`, () => openShop({ protocol, simulator: { ffd } }))
  }
}

conformance(t, 'v3 over TCP', () =>
  onLine('v3', async (simulator) => {
    const server = await serveTcp(simulator, 0)
    return { target: { type: 'tcp', host: '127.0.0.1', port: server.port }, close: () => server.close() }
  }),
)

async function hasSocat(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'pty-'))
  const stand = onLine('v3', async (simulator) => {
    const pty = await servePty(simulator, join(folder, 'tty'), systemClock)
    return { target: { type: 'serial', path: join(folder, 'tty'), baudRate: 115_200 }, close: () => pty.close() }
  })
  try {
    await (await stand).close()
    return true
  } catch (error) {
    if (error instanceof PtyFailed) return false
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}

const socat = await hasSocat()
for (const protocol of ['v3', 'v2'] as const) {
  if (socat) {
    conformance(t, `${protocol} over a pseudo-terminal`, () =>
      onLine(protocol, async (simulator, folder) => {
        const path = join(folder, 'tty')
        const pty = await servePty(simulator, path, systemClock)
        return { target: { type: 'serial', path, baudRate: 115_200 }, close: () => pty.close() }
      }),
    )
  } else {
    t.test(`${protocol} over a pseudo-terminal`, { skip: 'install socat' }, async () => undefined)
  }
}

/** `serial:/dev/…[@baud]` or `tcp:host:port`. */
function targetOf(text: string): Target {
  const [, path, baud] = /^serial:([^@]+)(?:@(\d+))?$/.exec(text) ?? []
  if (path !== undefined) return { type: 'serial', path, baudRate: Number(baud ?? 115_200) }
  const [, host, port] = /^tcp:(.+):(\d+)$/.exec(text) ?? []
  if (host !== undefined) return { type: 'tcp', host, port: Number(port) }
  throw new Error(`TEST_REGISTER=${text}: expected serial:/dev/… or tcp:host:port`)
}

/** Every receipt here is real: only a test FN (9999…) is taken without being told to. */
async function onHardware(text: string): Promise<Stand> {
  const register: FiscalRegister = atol(targetOf(text), process.env['TEST_REGISTER_PROTOCOL'] === 'v2' ? 'v2' : 'v3')
  const { fn } = await register.identify()
  if (!fn.startsWith('9999') && process.env['TEST_REGISTER_I_KNOW'] !== '1' && !process.argv.includes('--i-know')) {
    register.close()
    throw new Error(`FN ${fn} is no test one: receipts would be real. TEST_REGISTER_I_KNOW=1 prints them all the same.`)
  }
  return {
    register,
    run: asItIs,
    async close() {
      register.close()
    },
  }
}

const hardware = process.env['TEST_REGISTER']
// Without a register named there is nothing to skip: TEST_REGISTER=serial:/dev/… or tcp:host:port adds one.
if (hardware !== undefined)
  conformance(t, `the register at ${hardware}`, () => onHardware(hardware), Math.floor(systemClock.now() / 1000))

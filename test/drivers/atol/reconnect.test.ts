/** The driver comes back by itself on real lines: TCP and pseudo-terminals, in real time. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { AtolRegister } from '../../../drivers/atol/register.ts'
import { systemClock } from '../../../drivers/clock.ts'
import { systemFiles } from '../../../drivers/files.ts'
import { silentLog } from '../../../drivers/log.ts'
import { servePty } from '../../../drivers/simulator/pty.ts'
import { serveTcp } from '../../../drivers/simulator/server.ts'
import { openSimulator, type Simulator } from '../../../drivers/simulator/simulator.ts'
import { openTarget, type Target } from '../../../drivers/transport/connect.ts'
import { withoutSocat } from '../transport/pty.ts'
import { breadSale } from './shop.ts'

const common = { clock: systemClock, log: silentLog, zone: '+03:00' }

async function openRegister(t: Test, folder: string): Promise<Simulator> {
  const simulator = await openSimulator({ ...common, folder, files: systemFiles })
  t.teardown(() => simulator.close())
  return simulator
}

function driver(t: Test, target: Target): AtolRegister {
  const register = new AtolRegister({ ...common, open: () => openTarget(target, systemClock), protocol: 'v3' })
  t.teardown(() => register.close())
  return register
}

/** Asks until it succeeds, as the lane does. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (tries >= 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function sell(t: Test, register: AtolRegister): Promise<void> {
  const baseline = await register.baseline()
  const { document } = await register.print(breadSale, { baseline, attempt: 1, beforeClosing: async () => undefined })
  t.equal(document.number, baseline.lastDocument + 1)
}

t.test('a register in the network that is switched off and on again', async (t) => {
  const simulator = await openRegister(t, t.testdir({}))
  const server = await serveTcp(simulator, 0)
  const register = driver(t, { type: 'tcp', host: '127.0.0.1', port: server.port })
  await register.openShift()
  await sell(t, register)
  await server.close()
  await t.rejects(register.status(), { name: 'RegisterError', code: 'LINK_LOST', outcome: 'not-registered' })
  const again = await serveTcp(simulator, server.port)
  t.teardown(() => again.close())
  await insist(() => register.status())
  await sell(t, register)
})

t.test('a port that vanishes and comes back under its lasting name', { skip: withoutSocat }, async (t) => {
  const folder = t.testdir({})
  const path = join(folder, 'tty')
  const simulator = await openRegister(t, join(folder, 'register'))
  const pty = await servePty(simulator, path, systemClock)
  t.teardown(() => pty.close())
  const register = driver(t, { type: 'serial', path, baudRate: 115_200 })
  await register.openShift()
  await sell(t, register)
  simulator.control.cable('out')
  await t.rejects(register.status(), { name: 'RegisterError', code: 'LINK_LOST', outcome: 'not-registered' })
  simulator.control.cable('in')
  await insist(() => register.status())
  await sell(t, register)
})

t.test('a port that another program holds, until it lets go', { skip: withoutSocat }, async (t) => {
  const folder = t.testdir({})
  const path = join(folder, 'tty')
  const simulator = await openRegister(t, join(folder, 'register'))
  const pty = await servePty(simulator, path, systemClock)
  t.teardown(() => pty.close())
  const script = `import { SerialPort } from 'serialport'
    new SerialPort({ path: ${JSON.stringify(path)}, baudRate: 9600 }).on('open', () => console.log('open')).resume()`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: process.cwd() })
  t.teardown(() => holder.kill('SIGKILL'))
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  const register = driver(t, { type: 'serial', path, baudRate: 115_200 })
  await t.rejects(register.status(), {
    name: 'RegisterError',
    code: 'PORT_BUSY',
    outcome: 'not-registered',
    message: new RegExp(`pid ${holder.pid}`),
  })
  holder.kill('SIGKILL')
  await insist(() => register.status())
  await register.openShift()
  await sell(t, register)
})

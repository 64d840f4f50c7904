import { Agent } from 'node:http'
import t from 'tap'
import { startBridge } from '../../../../src/commands/daemon/start-bridge.ts'
import { loadConfig } from '../../../../src/config/load.ts'
import { benchReceipt } from '../../../bench/bench-receipt.ts'
import { postForm } from '../../../bench/post-form.ts'
import { VirtualClock } from '../../../virtual-clock.ts'
import { captureHost } from '../capture-host.ts'

const agent = new Agent({ keepAlive: false })

t.test('an end waits for a slow register: the folder is free then', async (t) => {
  const clock = new VirtualClock()
  const { host } = captureHost({ clock })
  const example = await loadConfig('config.example.json', host)
  const [register] = example.registers
  if (register === undefined) throw new Error('the example names no register')
  const config = {
    ...example,
    public: { host: '127.0.0.1', port: 0 },
    admin: { host: '127.0.0.1', port: 0 },
    data: t.testdir({}),
    logLevel: 'silent' as const,
    registers: [{ ...register, connection: { type: 'simulated', latency: 20_000, protocol: 'v3' } as const }],
  }
  /** Virtual time passes slowly until it is over: sockets and files take turns of the real event loop. */
  const over = async <T>(work: Promise<T>, stepMs = 1): Promise<T> => {
    let isOver = false
    const done = work.finally(() => {
      isOver = true
    })
    done.catch(() => undefined)
    while (!isOver) {
      await clock.advance(stepMs)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return done
  }
  const bridge = await over(startBridge(config, host), 20)
  await over(postForm(`${bridge.publicAddress}/bitrix24/demo/print`, benchReceipt(1), agent))
  await clock.advance(1_000)
  t.same([...bridge.busyRegisters()], [register.id])
  await over(bridge.end(), 100)
  const next = await over(startBridge(config, host), 20)
  await over(next.end(), 100)
})

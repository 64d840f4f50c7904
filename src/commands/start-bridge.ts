import { systemPost } from '../bitrix24/http-post.ts'
import type { Config } from '../config/config.ts'
import { createLog } from '../log.ts'
import type { Host } from './host.ts'
import { packageVersion } from './package-version.ts'

/** A daemon that listens. */
export interface StartedBridge {
  /** `http://127.0.0.1:8080` */
  readonly publicAddress: string
  readonly adminAddress: string
  readonly stop: () => Promise<void>
}

/** The daemon's modules are loaded only when it is started: commands that merely ask a running one answer at once. */
async function daemon() {
  const [{ createBridge }, { connectWith }, { lockFolder }, { startFailure }] = await Promise.all([
    import('../bridge.ts'),
    import('./connect.ts'),
    import('../store/lock.ts'),
    import('./start-failure.ts'),
  ])
  return { createBridge, connectWith, lockFolder, startFailure }
}

/**
 * Takes the data folder, builds the daemon on the real machine, starts it and opens its listeners. The log goes to
 * `stderr`. Throws OperatorError for what the person who started it can mend.
 */
export async function startBridge(config: Config, host: Host): Promise<StartedBridge> {
  const { clock, files, random, stderr } = host
  const log = createLog({ level: config.logLevel, readable: stderr.isTTY === true, destination: stderr })
  const version = await packageVersion(host)
  const { createBridge, connectWith, lockFolder, startFailure } = await daemon()
  const undo: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    await files.makeFolder(config.data)
    undo.push(await lockFolder(config.data))
    const bridge = await createBridge(config, {
      clock,
      files,
      connect: connectWith(clock),
      post: systemPost,
      log,
      random,
      version,
    })
    undo.push(() => bridge.stop())
    await bridge.start()
    return { ...(await bridge.listen()), stop }
  } catch (failure) {
    await stop()
    throw startFailure(failure)
  }
}

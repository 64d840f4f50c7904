import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Config, LogLevel } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import { movedSettingsWarning } from '../../config/moved-settings.ts'
import { publishedSecretsWarning } from '../../config/published-secrets.ts'
import { tryListenHere } from '../../service/listener-check.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { portNumber } from '../cli/option-values.ts'
import { untilStopped } from '../cli/until-stopped.ts'
import { newSettings, reloadRequests } from './reload.ts'
import { startBridge } from './start-bridge.ts'

interface StartOptions {
  readonly config: string
  readonly data?: string
  readonly port?: number
  readonly adminPort?: number
  readonly logLevel?: LogLevel
}

/** The file's settings, where the command line does not say otherwise. */
function overridden(config: Config, options: StartOptions, { cwd, sockets }: Host): Config {
  return {
    ...config,
    public: {
      ...config.public,
      port: options.port ?? config.public.port,
      // A socket that listens already goes before any address.
      ...(sockets.public !== undefined && { fd: sockets.public, host: '127.0.0.1' }),
    },
    admin: { ...config.admin, port: options.adminPort ?? config.admin.port },
    data: options.data === undefined ? config.data : resolve(cwd, options.data),
    logLevel: options.logLevel ?? config.logLevel,
  }
}

async function start(options: StartOptions, host: Host): Promise<void> {
  const read = async (): Promise<Config> =>
    overridden(await loadConfig(resolve(host.cwd, options.config), host), options, host)
  let config = await read()
  const requests = reloadRequests(host)
  for (const warning of [publishedSecretsWarning(config), movedSettingsWarning(config)]) {
    if (warning !== undefined) host.stderr.write(`${warning}\n`)
  }
  for (;;) {
    const bridge = await startBridge(config, host)
    host.stdout.write(`fiscal-bridge listening: public ${bridge.publicAddress} admin ${bridge.adminAddress}\n`)
    const next = await newSettings({ running: config, bridge, requests, read, tryListen: tryListenHere, host })
    // Who starts us again holds our listener open meanwhile; this process would have to close it.
    if (next === undefined || bridge.isSupervised) return await bridge.stop()
    // The next daemon takes the same folder and ports: a shift report may hold them for minutes.
    await Promise.race([bridge.end(), untilStopped(host.stopping)])
    if (host.stopping.aborted) return await bridge.stop()
    config = next
  }
}

const texts = {
  name: 'start',
  summary: 'Запустить мост.',
  examples: ['start', 'start --config shop.json --data /var/lib/fiscal-bridge'],
}

/** `fiscal-bridge start`: the daemon in the foreground, until a signal ends it. */
export const startCommand = (host: Host): Command =>
  makeCommand(texts, host)
    .option('-c, --config <file>', 'файл настроек', 'config.json')
    .option('-d, --data <folder>', 'папка данных вместо указанной в настройках')
    .option('--port <number>', 'порт для Битрикс24, 0 — любой свободный', portNumber)
    .option('--admin-port <number>', 'порт для оператора, 0 — любой свободный', portNumber)
    .addOption(
      new Option('--log-level <level>', 'подробность журнала').choices([
        'trace',
        'debug',
        'info',
        'warn',
        'error',
        'fatal',
        'silent',
      ]),
    )
    .action((options: StartOptions) => start(options, host))

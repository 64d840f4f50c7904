import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { TaxSystem } from '../../../drivers/ffd/receipt.ts'
import type { SimulateOptions, Simulation } from '../../../drivers/simulator/simulate.ts'
import { defaults } from '../../config/defaults.ts'
import { createLog } from '../../service/log.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { digits, integer, portNumber, repeatable } from '../cli/option-values.ts'
import { untilStopped } from '../cli/until-stopped.ts'

interface CommandOptions {
  readonly tcp?: number
  readonly pty?: string
  readonly data: string
  readonly protocol: 'v2' | 'v3'
  readonly ffd: '1.05' | '1.2'
  readonly model?: string
  readonly serial?: string
  readonly fn?: string
  readonly inn?: string
  readonly taxSystems?: number
  readonly latency: number | 'real'
  readonly baud?: number
  readonly keepReceipt?: boolean
  readonly fault?: readonly string[]
  readonly control?: number
}

const milliseconds = integer(0, 600_000)

/** `real` or ms. */
function latency(text: string): number | 'real' {
  if (text === 'real') return text
  try {
    return milliseconds(text)
  } catch (cause) {
    if (cause instanceof InvalidArgumentError) {
      throw new InvalidArgumentError('Нужно число миллисекунд от 0 до 600000 или real.')
    }
    throw cause
  }
}

const known: readonly TaxSystem[] = [1, 2, 4, 16, 32]

/** `1,2`: a mask as in tag 1062. */
function taxSystems(text: string): number {
  const systems = text.split(',').map(Number)
  if (systems.every((one) => known.some((system) => system === one))) {
    return systems.reduce((mask, system) => mask | system, 0)
  }
  throw new InvalidArgumentError(`Нужны числа из ${known.join(', ')} через запятую, например 1,2.`)
}

function simulateOptions(options: CommandOptions, host: Host): SimulateOptions {
  const { data, keepReceipt = false, tcp, pty, ...same } = options
  const { stderr, clock, files, timeZone, random, cwd } = host
  const port = tcp ?? (pty === undefined ? defaults.tcp.port : undefined)
  return {
    ...same,
    ...(port !== undefined && { tcp: port }),
    ...(pty !== undefined && { pty: resolve(cwd, pty) }),
    folder: resolve(cwd, data),
    keepOpenReceipt: keepReceipt,
    files,
    clock,
    log: createLog({ level: 'info', readable: stderr.isTTY === true, destination: stderr }),
    zone: timeZone,
    random,
  }
}

/** `tcp 127.0.0.1:5555 control http://127.0.0.1:5556` */
function placesOf({ tcpPort, controlPort }: Simulation, { pty }: SimulateOptions): string {
  return [
    ...(tcpPort === undefined ? [] : [`tcp 127.0.0.1:${tcpPort}`]),
    ...(pty === undefined ? [] : [`pty ${pty}`]),
    ...(controlPort === undefined ? [] : [`control http://127.0.0.1:${controlPort}`]),
  ].join(' ')
}

async function run(commandOptions: CommandOptions, host: Host): Promise<void> {
  const [{ simulate }, { simulatorFailure }] = await Promise.all([
    import('../../../drivers/simulator/simulate.ts'),
    import('./simulator-failure.ts'),
  ])
  const options = simulateOptions(commandOptions, host)
  const simulation = await simulate(options).catch((failure: unknown) => {
    throw simulatorFailure(failure)
  })
  host.stdout.write(`simulated register: ${placesOf(simulation, options)}\n`)
  await untilStopped(host.stopping)
  await simulation.close()
}

const texts = {
  name: 'simulate',
  summary: 'Запустить кассу-симулятор: те же байты, своя фискальная память.',
  examples: [
    'simulate --tcp 5555',
    'simulate --pty ./ttyATOL --ffd 1.05',
    'simulate --fault drop-async@4A --latency real',
  ],
}

/** `fiscal-bridge simulate`: a register in software as a process of its own. */
export const simulateCommand = (host: Host): Command =>
  makeCommand(texts, host)
    .option('--tcp <port>', `порт TCP, 0 — любой свободный; без --pty ${defaults.tcp.port}`, portNumber)
    .option('--pty <path>', 'псевдотерминал под этим именем вместо TCP (нужен socat)')
    .option('-d, --data <folder>', 'папка фискальной памяти', '.')
    .addOption(new Option('--protocol <version>', 'протокол обмена').choices(['v2', 'v3']).default('v3'))
    .addOption(new Option('--ffd <version>', 'версия ФФД').choices(['1.05', '1.2']).default('1.2'))
    .option('--model <name>', 'модель кассы')
    .option('--serial <number>', 'заводской номер, 14 цифр', digits(14))
    .option('--fn <number>', 'номер фискального накопителя, 16 цифр', digits(16))
    .option('--inn <number>', 'ИНН пользователя кассы', digits(10, 12))
    .option('--tax-systems <list>', 'системы налогообложения через запятую, как в теге 1055; без неё 1', taxSystems)
    .option('--latency <ms>', 'время печатающей команды: миллисекунды или real', latency, 0)
    .option('--baud <bits>', 'скорость линии, бит/с; без неё байты идут мгновенно', integer(300, 1_000_000))
    .option('--keep-receipt', 'открытый чек переживает выключение питания')
    .option('--fault <fault>', 'сбой; можно указать несколько раз', repeatable)
    .option('--control <port>', 'порт управления симулятором, 0 — любой свободный', portNumber)
    .action((options: CommandOptions) => run(options, host))

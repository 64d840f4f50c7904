import { type Command, InvalidArgumentError } from 'commander'
import type { Found, Place } from '../../../drivers/find-registers.ts'
import { defaults } from '../../config/defaults.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { Progress } from '../cli/progress.ts'
import { shiftWords } from '../cli/shift-words.ts'
import { wrapText } from '../cli/wrap-text.ts'
import { registerWorld } from './register-world.ts'

interface RegistersOptions {
  readonly tcp?: readonly TcpAddress[]
}

interface TcpAddress {
  readonly host: string
  readonly port: number
}

/** `192.168.10.1`, `kkm.local:5555`, `[fe80::1]:5555`. */
function tcpAddress(text: string, before: readonly TcpAddress[] = []): readonly TcpAddress[] {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3] ?? defaults.tcp.port)
  if (host === undefined || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('Нужен адрес, например 192.168.10.1 или 192.168.10.1:5555.')
  }
  return [...before, { host, port }]
}

type Finder = typeof import('../../../drivers/find-registers.ts')

/** The places to look at: the addresses named, else the serial ports. */
async function placesOf({ tcp = [] }: RegistersOptions, { networkPlace, serialPlaces }: Finder): Promise<Place[]> {
  return tcp.length > 0 ? tcp.map(({ host, port }) => networkPlace(host, port)) : serialPlaces()
}

const reasons = {
  closed:
    'порт не открывается: нет прав, занят другой программой (может быть, самим мостом) или устройство не отвечает',
  silent: 'касса АТОЛ здесь не отвечает',
  unclear: 'касса отвечает, но опросить её не удалось',
} as const

function* linesOf({ name, description }: Place, finding: Found): Generator<string> {
  yield name
  if (description !== '') yield wrapText(description, 80, '  ')
  if (finding.kind !== 'register') {
    yield wrapText(`${reasons[finding.kind]} (${finding.reason})`, 80, '  ')
    return
  }
  const { identity, status, connection } = finding
  const speed = connection.type === 'serial' ? `, ${connection.baudRate} бод` : ''
  const rows: readonly (readonly [string, string])[] = [
    ['Модель', `${identity.model}, прошивка ${identity.firmware}, ФФД ${identity.ffd}`],
    ['Зав. №', identity.serial],
    ['РНМ, ИНН', `${identity.registrationNumber}, ${identity.inn}`],
    ['ФН', `${identity.fn}, годен до ${status.fn.expires}`],
    ['Смена', `${shiftWords[status.shift.state]}, № ${status.shift.number}`],
    ['ОФД', status.ofd.unsent === 0 ? 'всё передано' : `не передано документов: ${status.ofd.unsent}`],
    ['Обмен', `протокол ${connection.protocol}${speed}`],
  ]
  for (const [title, value] of rows) yield `  ${title.padEnd(10)}${value}`
  yield '  Для config.json:'
  yield wrapText(`"connection": ${JSON.stringify(connection)}`, 80, '    ')
}

async function registers(options: RegistersOptions, host: Host): Promise<void> {
  const finder = await import('../../../drivers/find-registers.ts')
  const places = await placesOf(options, finder)
  if (places.length === 0) {
    host.stdout.write(
      'Последовательных портов нет. Подключите кассу по USB или укажите её адрес в сети: --tcp 192.168.10.1\n',
    )
    host.exitWith(1)
    return
  }
  const progress = new Progress(host)
  let found = 0
  for (const [at, place] of places.entries()) {
    progress.show(`Опрашиваю ${at + 1} из ${places.length}: ${place.name}`)
    const finding = await finder.findRegister(place, host.timeZone, registerWorld(host))
    progress.clear()
    if (finding.kind === 'register') found += 1
    host.stdout.write(`${[...linesOf(place, finding)].join('\n')}\n\n`)
  }
  host.stdout.write(`Касс найдено: ${found}.\n`)
  host.exitWith(found > 0 ? 0 : 1)
}

/** `fiscal-bridge registers`: finds registers and says how to write them into the settings. Sends only reading commands. */
export const registersCommand = (host: Host): Command =>
  makeCommand(
    {
      name: 'registers',
      summary: 'Найти кассы на портах этого компьютера или по адресу в сети. Ничего не печатает.',
      examples: ['registers', 'registers --tcp 192.168.10.1', 'registers --tcp 192.168.10.1:5555'],
    },
    host,
  )
    .option('--tcp <host>', 'адрес кассы в сети, можно с портом; можно указать несколько раз', tcpAddress)
    .action((options: RegistersOptions) => registers(options, host))

import { join } from 'node:path'
import type { Command } from 'commander'
import { sleep } from '../../../drivers/clock.ts'
import { OperatorError } from '../../base/operator-error.ts'
import type { Done } from '../../bitrix24/texts/answers.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import { fetchText } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { momentText } from '../cli/moment-text.ts'
import { demoReceipt } from './demo-receipt.ts'
import { type StartedBridge, startBridge } from './start-bridge.ts'

const pollMs = 200
const patienceMs = 15_000

/** The example's settings on free ports and a data folder of their own: nothing of a real installation is touched. */
async function demoConfig(host: Host, data: string): Promise<Config> {
  const example = await loadConfig(join(host.packageFolder, 'config.example.json'), { ...host, env: {} })
  return {
    ...example,
    public: { ...example.public, port: 0 },
    admin: { ...example.admin, port: 0 },
    data,
    logLevel: 'warn',
  }
}

async function printAndWait(bridge: StartedBridge, secret: string, { clock, stdout, stopping }: Host): Promise<Done> {
  // Only the demo writes forms: no other command loads what that takes.
  const { bitrixClient } = await import('./bitrix-client.ts')
  const bitrix = bitrixClient(bridge.publicAddress, secret, stopping)
  const accepted = await bitrix.print(demoReceipt)
  if ('ERRORS' in accepted) throw new OperatorError(`Мост не принял чек: ${accepted.ERRORS.join('; ')}`)
  stdout.write(`PRINT: чек принят, UUID ${accepted.UUID}\n`)
  const until = clock.monotonic() + patienceMs
  while (clock.monotonic() < until) {
    const answer = await bitrix.check(accepted.UUID)
    if (answer.STATUS === 'DONE') return answer
    if (answer.STATUS === 'ERROR') throw new OperatorError(`Чек не зарегистрирован: ${answer.ERROR}`)
    await sleep(clock, pollMs, stopping)
  }
  throw new OperatorError(`Чек не зарегистрирован за ${patienceMs / 1000} с.`)
}

const attributes = (done: Done, timeZone: string): string =>
  [
    ['РНМ кассы', done.REG_NUMBER_KKT],
    ['Номер ФН', done.FN_NUMBER],
    ['Смена', done.SHIFT_NUMBER],
    ['Чек за смену', done.FISCAL_RECEIPT_NUMBER],
    ['Фискальный документ (ФД)', done.FISCAL_DOC_NUMBER],
    ['Фискальный признак (ФП)', done.FISCAL_DOC_ATTR],
    ['Время', momentText(done.PRINT_END_TIME * 1000, timeZone)],
  ]
    .map(([name, value]) => `  ${String(name).padEnd(26)}${value}`)
    .join('\n')

async function show(bridge: StartedBridge, config: Config, host: Host): Promise<void> {
  const { stdout, stopping, timeZone } = host
  stdout.write(`Мост слушает: для Битрикс24 ${bridge.publicAddress}, для оператора ${bridge.adminAddress}\n`)
  const done = await printAndWait(bridge, config.bitrix24.secret, host)
  stdout.write('CHECK: DONE\n\n')
  const [register] = config.registers
  const paper = `/api/registers/${register?.id}/documents/${done.FISCAL_DOC_NUMBER}/paper`
  stdout.write(`${(await fetchText({ url: bridge.adminAddress }, paper, stopping)).trimEnd()}\n\n`)
  stdout.write(`Фискальные признаки:\n${attributes(done, timeZone)}\n\n`)
  stdout.write(`Мост слушал: для Битрикс24 ${bridge.publicAddress}, для оператора ${bridge.adminAddress}\n`)
}

async function demo(host: Host): Promise<void> {
  const folder = await host.temporaryFolder()
  try {
    const config = await demoConfig(host, folder.path)
    const bridge = await startBridge(config, host)
    try {
      await show(bridge, config, host)
    } finally {
      await bridge.stop()
    }
  } finally {
    await folder.remove()
  }
}

const texts = {
  name: 'demo',
  summary: 'Показать весь путь чека на встроенной кассе-симуляторе.',
  examples: ['demo'],
}

/** `fiscal-bridge demo`: one receipt from Bitrix24's request to the paper, with nothing but this package. */
export const demoCommand = (host: Host): Command => makeCommand(texts, host).action(() => demo(host))

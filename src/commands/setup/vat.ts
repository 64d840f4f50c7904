import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { readVatRecords, type VatRecord, vatTableOf, withVatTable } from '../../bitrix24/portal/vat-sync.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { portalClient, requireWebhook } from './portal-client.ts'

interface VatOptions {
  readonly config: string
  readonly webhook?: string
  readonly dryRun?: true
}

const rateText = (rate: string | undefined): string =>
  rate === undefined ? 'нет' : rate === 'none' ? 'без НДС' : `${rate}%`

function* lines(
  records: readonly VatRecord[],
  table: Config['bitrix24']['vat'],
  wanted: ReturnType<typeof vatTableOf>,
): Generator<string> {
  for (const { id, name, percent, rate } of records) {
    const before = table[id]
    if (rate === undefined) {
      const was = before === undefined ? '' : `; ${rateText(before)} из таблицы убрано`
      yield `! ${id} «${name}»: ставку ${percent}% касса не знает, чеки с ней отклоняются${was}`
    } else if (before === rate) yield `  ${id} «${name}»: ${rateText(rate)}`
    else yield `* ${id} «${name}»: ${rateText(rate)}, было: ${rateText(before)}`
  }
  const listed = new Set(records.map(({ id }) => id))
  for (const [id, rate] of wanted) {
    if (rate === undefined && !listed.has(id)) yield `- ${id}: ${rateText(table[id])}, на портале нет; убрано`
  }
}

/** The whole new text or the whole old one, whatever happens meanwhile, and nobody else's file than before. */
async function replaceFile(path: string, text: string, { files, copyMode, copyOwner }: Host): Promise<void> {
  const draft = `${path}.new`
  try {
    await files.writeFile(draft, text, true)
    await copyOwner(draft, path)
    await copyMode(draft, path)
    await files.rename(draft, path)
  } catch (error) {
    await files.remove(draft).catch(() => undefined)
    throw error
  }
  await files.syncFolder(dirname(path))
}

async function sync(options: VatOptions, host: Host): Promise<void> {
  const { cwd, files, stdout, stopping } = host
  const path = resolve(cwd, options.config)
  const config = await loadConfig(path, host)
  const records = await readVatRecords(portalClient(requireWebhook(options.webhook, config), host), stopping)
  const table = vatTableOf(records, config.bitrix24.vat)
  for (const line of lines(records, config.bitrix24.vat, table)) stdout.write(`${line}\n`)
  const before = Buffer.from(await files.readFile(path)).toString('utf8')
  const after = withVatTable(before, table)
  if (after === before) stdout.write('Таблица НДС уже такая, файл не изменён.\n')
  else if (options.dryRun === true) stdout.write('Файл не изменён (--dry-run).\n')
  else {
    await replaceFile(path, after, host)
    stdout.write(`Таблица НДС записана в ${path}. Перезапустите мост.\n`)
  }
}

const syncTexts = {
  name: 'sync',
  summary: 'Переписать таблицу НДС в настройках по ставкам портала.',
  examples: ['vat sync', 'vat sync --dry-run'],
}
const texts = {
  name: 'vat',
  summary: 'Таблица НДС: что значат номера ставок портала.',
  examples: ['vat sync', 'vat sync --dry-run'],
}

/** `fiscal-bridge vat sync`: reads catalog.vat.list and writes the table into config.json, nothing else of it. */
export const vatCommand = (host: Host): Command =>
  makeCommand(texts, host).addCommand(
    makeCommand(syncTexts, host)
      .option('-c, --config <file>', 'файл настроек', 'config.json')
      .option('--webhook <url>', 'вебхук портала вместо указанного в настройках')
      .option('--dry-run', 'только показать, что изменится')
      .action((options: VatOptions) => sync(options, host)),
  )

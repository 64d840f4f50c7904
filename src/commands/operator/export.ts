import { resolve } from 'node:path'
import type { Command } from 'commander'
import { OperatorError } from '../../base/operator-error.ts'
import { exportCsv } from '../../data/export-csv.ts'
import type { ExportRow } from '../../data/export-rows.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { fetchJson } from '../admin-api/admin-client.ts'
import { chooseRegister } from '../admin-api/choose-register.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { day, positiveInteger } from '../cli/option-values.ts'

interface ExportOptions extends AdminAddressOptions {
  readonly day?: string
  readonly shift?: number
  readonly register?: string
  readonly csv?: true
  readonly json?: true
  readonly output?: string
}

interface ExportView {
  readonly receipts: readonly ExportRow[]
  readonly missing: readonly number[]
}

async function runExport(options: ExportOptions, host: Host): Promise<void> {
  const { day: wanted, shift, json, csv, output } = options
  if ((wanted === undefined) === (shift === undefined)) {
    throw new OperatorError('Укажите одно: --day 2026-11-23 или --shift 12')
  }
  if (json === true && csv === true) throw new OperatorError('Укажите одно: --csv или --json')
  const address = await adminAddress(options, host)
  const query =
    shift === undefined
      ? `day=${wanted}`
      : `shift=${shift}&register=${(await chooseRegister(address, options.register, host)).id}`
  const view = (await fetchJson(address, `/api/export?${query}`, host.stopping)) as ExportView
  const text = json === true ? `${JSON.stringify(view.receipts, null, 2)}\n` : exportCsv(view.receipts)
  if (output === undefined) host.stdout.write(text)
  else {
    const path = resolve(host.cwd, output)
    await host.files.writeFile(path, text)
    host.stdout.write(`${path}: чеков ${view.receipts.length}\n`)
  }
  if (view.missing.length > 0) {
    host.stderr.write(
      `В смене есть чеки, которых нет в записях моста: № ${view.missing.join(', ')}. Что это, покажет fiscal-bridge audit\n`,
    )
  }
}

/** `fiscal-bridge export`: registered receipts for the accountant, each with the text of its QR code. */
export const exportCommand = (host: Host): Command =>
  withAdminOptions(
    makeCommand(
      {
        name: 'export',
        summary: 'Выгрузить чеки дня или смены для бухгалтера, со строками QR-кодов.',
        examples: ['export --day 2026-11-23 --csv --output day.csv', 'export --shift 12 --json'],
      },
      host,
    )
      .option('--day <day>', 'день приёма чеков, например 2026-11-23', day)
      .option('--shift <number>', 'номер смены', positiveInteger)
      .option('-r, --register <id>', 'касса смены; не нужна, если касса одна')
      .option('--csv', 'таблица для Excel (по умолчанию)')
      .option('--json', 'JSON')
      .option('-o, --output <file>', 'записать в файл'),
  ).action((options: ExportOptions) => runExport(options, host))

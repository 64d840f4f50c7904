import type { Command } from 'commander'
import type { AuditReport } from '../lane/run-audit.ts'
import { type AdminAddressOptions, adminAddress } from './admin-address.ts'
import { fetchJson } from './admin-client.ts'
import type { Host } from './host.ts'
import { makeCommand } from './make-command.ts'
import { positiveInteger } from './option-values.ts'

interface AuditOptions extends AdminAddressOptions {
  readonly from?: number
  readonly json?: boolean
}

interface AuditView {
  readonly clean: boolean
  readonly registers: readonly AuditReport[]
}

type Finding = AuditReport['findings'][number]

function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'unclaimed':
      return finding.mark === undefined
        ? `ФД ${finding.number}: чек без записи и без метки — его напечатала другая программа`
        : `ФД ${finding.number}: чек с меткой ${finding.mark}, записи о нём нет — восстановите резервную копию`
    case 'missing':
      return `${finding.uuid}: по записи это ФД ${finding.number}, а в накопителе такого чека нет`
    case 'differing':
      return `${finding.uuid}, ФД ${finding.number}: расходятся — ${finding.detail}`
    case 'unreadable':
      return `ФД ${finding.number}: документ не читается`
    case 'undecided':
      return `${finding.uuid}: ждёт решения человека (${finding.state})`
  }
}

function auditText({ registers }: AuditView): string {
  const lines = registers.flatMap(({ registerId, fn, from, to, receipts, findings }) => [
    `Касса ${registerId}, ФН ${fn}: документы ${from}…${to}, чеков ${receipts}, расхождений ${findings.length}`,
    ...findings.map((finding) => `  ${findingText(finding)}`),
  ])
  return `${lines.join('\n')}\n`
}

async function audit({ from, json, ...options }: AuditOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const query = from === undefined ? '' : `?from=${from}`
  const view = (await fetchJson(address, `/api/audit${query}`, host.stopping)) as AuditView
  host.stdout.write(json === true ? `${JSON.stringify(view, null, 2)}\n` : auditText(view))
  host.exitWith(view.clean ? 0 : 1)
}

/** `fiscal-bridge audit`: every document of the fiscal memory against every record; exit code 0 only when they agree. */
export const auditCommand = (host: Host): Command =>
  makeCommand(
    {
      name: 'audit',
      summary: 'Сверить накопитель кассы с записями моста. Код выхода 0, только если расхождений нет.',
      examples: ['audit', 'audit --from 12000', 'audit --json'],
    },
    host,
  )
    .option('--from <fd>', 'с какого номера документа начать', positiveInteger)
    .option('--json', 'вывести JSON')
    .option('--admin <url>', 'адрес моста для оператора')
    .option('-c, --config <file>', 'файл настроек, из которого взять адрес (по умолчанию config.json)')
    .action((options: AuditOptions) => audit(options, host))

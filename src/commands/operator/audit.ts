import type { Command } from 'commander'
import type { Discrepancy, RecordObstacle, Uncompared, UndecidedState } from '../../lane/audit.ts'
import type { Audit } from '../../lane/run-audit.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { fetchJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { positiveInteger } from '../cli/option-values.ts'

interface AuditOptions extends AdminAddressOptions {
  readonly from?: number
  readonly json?: boolean
}

function findingText(finding: Discrepancy): string {
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
    case 'nothing-to-read':
      return `последний документ — ФД ${finding.number}, сверять нечего: укажите в --from номер не больше него`
  }
}

const undecidedTexts: Readonly<Record<UndecidedState, string>> = {
  printing: 'печатается, или мост выясняет, напечатан ли он: повторите сверку позже',
  unresolved: 'неизвестно, напечатан ли он, ждёт решения человека: fiscal-bridge resolve',
  held: 'задержан, ждёт решения человека: fiscal-bridge release или cancel',
}

function recordText(finding: RecordObstacle): string {
  switch (finding.kind) {
    case 'undecided':
      return `${finding.uuid}, касса ${finding.registerId}: ${undecidedTexts[finding.state]}`
    case 'record-unreadable':
      return `${finding.uuid}: запись не читается, с накопителем её не сверить — восстановите её из резервной копии`
  }
}

function uncomparedText({ fn, records, why }: Uncompared): string {
  switch (why) {
    case 'replaced':
      return `ФН ${fn}: накопитель заменён, чеков без сверки ${records}`
    case 'away':
      return `ФН ${fn}: его не показала ни одна касса, чеков без сверки ${records} — подключите кассу с ним и повторите`
    case 'unknown':
      return `ФН ${fn}: мост его никогда не видел, чеков со слов человека ${records} — проверьте номер ФН по бумажному чеку или в ОФД`
  }
}

function auditText({ registers, unread, records, uncompared }: Audit): string {
  const lines = registers.flatMap(({ registerId, fn, from, to, receipts, findings }) => [
    `Касса ${registerId}, ФН ${fn}: документы ${from}…${to}, чеков ${receipts}, расхождений ${findings.length}`,
    ...findings.map((finding) => `  ${findingText(finding)}`),
  ])
  lines.push(...unread.map(({ registerId, error }) => `Касса ${registerId} не сверена: ${error}`))
  lines.push(...uncompared.map(uncomparedText))
  if (records.length > 0) lines.push(`Записи, которые не сверить: ${records.length}`)
  lines.push(...records.map((finding) => `  ${recordText(finding)}`))
  return `${lines.join('\n')}\n`
}

async function audit({ from, json, ...options }: AuditOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const query = from === undefined ? '' : `?from=${from}`
  const view = (await fetchJson(address, `/api/audit${query}`, host.stopping)) as Audit
  host.stdout.write(json === true ? `${JSON.stringify(view, null, 2)}\n` : auditText(view))
  host.exitWith(view.clean ? 0 : 1)
}

/** `fiscal-bridge audit`: every document of the fiscal memory against every record; exit code 0 only when they agree and nothing is open. */
export const auditCommand = (host: Host): Command =>
  withAdminOptions(
    makeCommand(
      {
        name: 'audit',
        summary:
          'Сверить накопитель кассы с записями моста. Код выхода 0, только если расхождений и нерешённых чеков нет, а не сверены лишь чеки заменённых накопителей.',
        examples: ['audit', 'audit --from 12000', 'audit --json'],
      },
      host,
    )
      .option('--from <fd>', 'с какого номера документа начать', positiveInteger)
      .option('--json', 'вывести JSON'),
  ).action((options: AuditOptions) => audit(options, host))

import type { Command } from 'commander'
import type { StatusView } from '../../admin/status-view.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { AdminFailure, fetchJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { statusCode, statusTable } from './status-table.ts'

interface StatusOptions extends AdminAddressOptions {
  readonly json?: boolean
}

const texts = {
  name: 'status',
  summary: 'Показать состояние моста и касс. Код выхода: 0 всё хорошо, 1 требует внимания, 2 продавать нельзя.',
  examples: ['status', 'status --json', 'status --admin http://127.0.0.1:8081'],
}

/** Without a bridge nothing can be sold; one that merely refuses to answer may well sell. */
function unlessSilent(failure: unknown): never {
  if (!(failure instanceof AdminFailure) || failure.kind === 'refused') throw failure
  throw new AdminFailure(failure.kind, failure.message, { cause: failure.cause, exitCode: 2 })
}

async function status(options: StatusOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const view = (await fetchJson(address, '/api/status?look=true', host.stopping).catch(unlessSilent)) as StatusView
  host.stdout.write(options.json === true ? `${JSON.stringify(view, null, 2)}\n` : statusTable(view))
  host.exitWith(statusCode(view))
}

/** `fiscal-bridge status`: asks the running daemon. */
export const statusCommand = (host: Host): Command =>
  withAdminOptions(makeCommand(texts, host).option('--json', 'вывести JSON')).action((options: StatusOptions) =>
    status(options, host),
  )

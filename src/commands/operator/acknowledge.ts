import type { Command } from 'commander'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { postJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'

const texts = {
  name: 'acknowledge',
  summary: 'Принять к сведению тревогу о событии. Тревоги о состоянии гаснут сами, когда причина устранена.',
  examples: ['acknowledge content-changed 0J5…9Z'],
}

async function acknowledge(name: string, subject: string, options: AdminAddressOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  await postJson(address, '/api/alarms/acknowledge', { name, subject }, host.stopping)
  host.stdout.write(`Тревога ${name} принята к сведению.\n`)
}

/** `fiscal-bridge acknowledge NAME SUBJECT`: somebody has seen it. */
export const acknowledgeCommand = (host: Host): Command =>
  withAdminOptions(
    makeCommand(texts, host)
      .argument('<name>', 'имя тревоги, как его показывает status')
      .argument('<subject>', 'к чему она относится, как показывает status'),
  ).action((name: string, subject: string, options: AdminAddressOptions) => acknowledge(name, subject, options, host))

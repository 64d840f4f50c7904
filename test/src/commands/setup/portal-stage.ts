import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { hastyClock } from '../../../portal/hasty-clock.ts'
import { Portal } from '../../../portal/portal.ts'
import type { VariantName } from '../../../portal/variants.ts'
import { captureHost } from '../capture-host.ts'

export const settings = {
  bitrix24: { secret: 'k3Jx9vQ2', login: 'shop', password: 'long-password', inn: '7707083893', vat: { '1': 'none' } },
  registers: [
    { id: 'kkm-1', numberKkm: '00106100000042', taxSystem: 1, connection: { type: 'tcp', host: '10.0.0.5' } },
  ],
}
export const address = ['--public-url', 'https://kassa.shop.ru']
export const setup = ['bitrix24', 'setup', ...address, '--ofd', 'bx_firstofd', '--email', 'owner@shop.ru']

/** A shop's settings and its portal; commands run against it never show a secret. */
export async function portalStage(t: Test, file: object = settings, variant: VariantName = '22.800') {
  const folder = t.testdir({})
  await writeFile(join(folder, 'config.json'), JSON.stringify(file))
  const clock = hastyClock()
  const portal = new Portal({ clock, variant })
  const run = async (words: readonly string[], answer = '') => {
    const captured = captureHost({
      cwd: folder,
      clock,
      http: portal.http,
      env: { FISCAL_BRIDGE_WEBHOOK: portal.webhook },
      readSecret: async () => answer,
    })
    await runProgram(words, captured.host)
    const said = captured.stdout() + captured.stderr()
    t.notMatch(said, /a1b2c3d4e5f6g7h8|k3Jx9vQ2|long-password/, 'no secret is shown')
    return { said, code: captured.exitCode() }
  }
  return { portal, run }
}

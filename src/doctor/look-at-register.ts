import { probe, type RegisterWorld } from '../../drivers/open-register.ts'
import type { BitrixSettings } from '../config/bitrix-settings.ts'
import type { RegisterConfig } from '../config/config.ts'
import { type Finding, no, skipped } from './finding.ts'
import { answersTitle, registerFindings } from './register-findings.ts'

/** Looks at a register without the daemon, by reading commands alone: what another program left in it stays. */
export async function lookAtRegister(
  entry: RegisterConfig,
  settings: BitrixSettings,
  world: RegisterWorld,
): Promise<Finding[]> {
  const title = answersTitle(entry.id)
  const probed = await probe(entry, world)
  if (probed === 'embedded') return [skipped(title, 'касса-симулятор внутри моста: запустите мост')]
  switch (probed.kind) {
    case 'register': {
      const { identity, status } = probed
      const now = world.clock.now()
      return registerFindings(entry, settings, { identity, status, clockDriftMs: status.clock - now }, now)
    }
    case 'closed':
    case 'silent':
    case 'unclear':
      return [
        no(
          title,
          `${probed.place}: ${probed.reason}`,
          'Проверьте кабель и питание; найти кассу: fiscal-bridge registers',
        ),
      ]
  }
}

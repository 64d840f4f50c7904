import type { RunProgram } from '../service/run-program.ts'
import { doubtful, type Finding, no, skipped, yes } from './finding.ts'

async function clockFinding(run: RunProgram): Promise<Finding> {
  const title = 'Часы компьютера сверяются с сетью'
  const { code, stdout } = await run(['timedatectl', 'show', '--property=NTPSynchronized', '--value'])
  if (code !== 0) return skipped(title, 'timedatectl не отвечает')
  if (stdout.trim() === 'yes') return yes(title)
  return doubtful(title, 'сейчас не сверены', 'Включите сверку: timedatectl set-ntp true')
}

/** Units that a shop's machine runs. */
const units = ['fiscal-bridge.socket', 'fiscal-bridge.service'] as const

async function unitFinding(run: RunProgram, unit: string): Promise<Finding> {
  const title = `${unit} установлен и работает`
  const { code, stdout } = await run(['systemctl', 'show', unit, '--property=LoadState,ActiveState,UnitFileState'])
  if (code !== 0) return skipped(title, 'systemd здесь не работает')
  const state = new Map(stdout.split('\n').map((line) => line.split('=', 2) as [string, string]))
  if (state.get('LoadState') !== 'loaded') return doubtful(title, 'не установлен', 'Выполните: fiscal-bridge install')
  if (state.get('ActiveState') !== 'active') {
    return no(title, `состояние ${state.get('ActiveState')}`, `Выполните: systemctl enable --now ${unit}`)
  }
  if (state.get('UnitFileState') === 'disabled') {
    return doubtful(title, 'не запустится после перезагрузки', `Выполните: systemctl enable ${unit}`)
  }
  return yes(title)
}

/** The machine: its clock and its units. Only asks. */
export async function hostFindings(run: RunProgram): Promise<Finding[]> {
  const findings = [await clockFinding(run)]
  for (const unit of units) findings.push(await unitFinding(run, unit))
  return findings
}

import type { Command } from 'commander'
import type { Host } from './cli/host.ts'
import { makeCommand } from './cli/make-command.ts'
import { packageVersion } from './cli/package-version.ts'
import { reportFailure } from './cli/report-failure.ts'
import { demoCommand } from './daemon/demo.ts'
import { simulateCommand } from './daemon/simulate.ts'
import { startCommand } from './daemon/start.ts'
import { acknowledgeCommand } from './operator/acknowledge.ts'
import { auditCommand } from './operator/audit.ts'
import { cashCommand } from './operator/cash.ts'
import { clockCommand } from './operator/clock.ts'
import { copyCommand } from './operator/copy.ts'
import { cancelCommand, confirmCommand, releaseCommand, resolveCommand } from './operator/decide.ts'
import { exportCommand } from './operator/export.ts'
import { receiptsCommand } from './operator/receipts.ts'
import { shiftCommand } from './operator/shift.ts'
import { statusCommand } from './operator/status.ts'
import { backupCommand, restoreCommand } from './setup/backup.ts'
import { bitrix24Command } from './setup/bitrix24.ts'
import { doctorCommand } from './setup/doctor.ts'
import { installCommand, uninstallCommand } from './setup/install.ts'
import { passwordCommand } from './setup/password.ts'
import { registersCommand } from './setup/registers.ts'
import { vatCommand } from './setup/vat.ts'

/** Every command of the program, in the order of the help. A new one needs its own file and a place here. */
const commands: readonly ((host: Host) => Command)[] = [
  startCommand,
  demoCommand,
  simulateCommand,
  statusCommand,
  receiptsCommand,
  auditCommand,
  resolveCommand,
  releaseCommand,
  cancelCommand,
  confirmCommand,
  acknowledgeCommand,
  shiftCommand,
  cashCommand,
  copyCommand,
  clockCommand,
  doctorCommand,
  registersCommand,
  exportCommand,
  backupCommand,
  restoreCommand,
  bitrix24Command,
  vatCommand,
  passwordCommand,
  installCommand,
  uninstallCommand,
]

const texts = {
  name: 'fiscal-bridge',
  summary: 'Мост между Битрикс24 и онлайн-кассой: один чек — ровно один фискальный документ.',
  examples: ['demo', 'start --config config.json', 'status'],
}

/** Runs one command line. Never rejects: failures are told on `stderr` and in the exit code. */
export async function runProgram(words: readonly string[], host: Host): Promise<void> {
  const program = makeCommand(texts, host).helpCommand('help', 'справка по команде')
  for (const make of commands) program.addCommand(make(host))
  try {
    program.version(await packageVersion(host), '-V, --version', 'показать версию')
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    reportFailure(error, words.includes('--verbose'), host)
  }
}

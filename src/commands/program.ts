import type { Command } from 'commander'
import { acknowledgeCommand } from './acknowledge.ts'
import { auditCommand } from './audit.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { bitrix24Command } from './bitrix24.ts'
import { cashCommand } from './cash.ts'
import { clockCommand } from './clock.ts'
import { copyCommand } from './copy.ts'
import { cancelCommand, confirmCommand, releaseCommand, resolveCommand } from './decide.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import type { Host } from './host.ts'
import { installCommand, uninstallCommand } from './install.ts'
import { makeCommand } from './make-command.ts'
import { packageVersion } from './package-version.ts'
import { passwordCommand } from './password.ts'
import { receiptsCommand } from './receipts.ts'
import { registersCommand } from './registers.ts'
import { reportFailure } from './report-failure.ts'
import { shiftCommand } from './shift.ts'
import { simulateCommand } from './simulate.ts'
import { startCommand } from './start.ts'
import { statusCommand } from './status.ts'
import { vatCommand } from './vat.ts'

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

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { kopecks, parseKopecks } from '../../../drivers/money.ts'
import type { RegisterStatus } from '../../../drivers/register.ts'
import { isSilent } from '../../../drivers/register-error.ts'
import type { RegisterView, StatusView } from '../../admin/status-view.ts'
import { OperatorError } from '../../base/operator-error.ts'
import type { Config, RegisterConfig } from '../../config/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import { loadConfig } from '../../config/load.ts'
import { publishedSecretsWarning } from '../../config/published-secrets.ts'
import { type Answer, doubtful, type Finding, no, skipped, yes } from '../../doctor/finding.ts'
import { adminAddress } from '../admin-api/admin-address.ts'
import { AdminFailure, fetchJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { packageVersion } from '../cli/package-version.ts'
import { Progress } from '../cli/progress.ts'
import { wrapText } from '../cli/wrap-text.ts'
import { portalClient, requireWebhook } from './portal-client.ts'
import { registerWorld } from './register-world.ts'

interface DoctorOptions {
  readonly config: string
  readonly json?: true
}

/** A status as it was before it was written as JSON. */
function statusOf({ clock, shift, ofd, cash, ...same }: NonNullable<RegisterView['status']>): RegisterStatus {
  const { openedAt, ...shiftSame } = shift
  const { oldestAt, unsent } = ofd
  return {
    ...same,
    clock: Date.parse(clock),
    cash: parseKopecks(cash) ?? kopecks(0),
    shift: { ...shiftSame, ...(openedAt !== undefined && { openedAt: Date.parse(openedAt) }) },
    ofd: { unsent, ...(oldestAt !== undefined && { oldestAt: Date.parse(oldestAt) }) },
  }
}

/** The daemon's word, or why there is none. */
async function askDaemon(options: DoctorOptions, host: Host): Promise<StatusView | AdminFailure> {
  try {
    return (await fetchJson(await adminAddress(options, host), '/api/status?look=true', host.stopping)) as StatusView
  } catch (error) {
    if (error instanceof AdminFailure) return error
    throw error
  }
}

async function versionFinding(daemon: StatusView | AdminFailure, host: Host): Promise<Finding> {
  const title = 'Мост запущен'
  if (daemon instanceof AdminFailure) {
    return daemon.kind === 'silent'
      ? doubtful(title, 'не отвечает', 'Запустите его: systemctl start fiscal-bridge или fiscal-bridge start')
      : doubtful(title, daemon.message, 'Повторите проверку, когда мост ответит: кассу он держит сам.')
  }
  const installed = await packageVersion(host)
  if (daemon.version === installed) return yes(title, `версия ${installed}`)
  const detail = `работает версия ${daemon.version}, установлена ${installed}`
  return doubtful(title, detail, 'Перезапустите его: systemctl restart fiscal-bridge')
}

/** The register did not answer, or not in the protocol of the settings. */
const isUnheard = ({ code }: NonNullable<RegisterView['trouble']>): boolean => isSilent(code) || code === 'PROTOCOL'

async function registerFindingsOf(
  entry: RegisterConfig,
  config: Config,
  daemon: StatusView | AdminFailure,
  host: Host,
): Promise<Finding[]> {
  const [{ lookAtRegister }, { answersTitle, registerFindings }] = await Promise.all([
    import('../../doctor/look-at-register.ts'),
    import('../../doctor/register-findings.ts'),
  ])
  const title = answersTitle(entry.id)
  if (!(daemon instanceof AdminFailure)) {
    const { identity, status, trouble } = daemon.registers.find(({ id }) => id === entry.id) ?? {}
    if (identity === undefined || status === undefined || (trouble && isUnheard(trouble))) {
      const detail = trouble?.text ?? 'связи ещё не было'
      return [
        no(title, detail, 'Проверьте кабель, питание и registers[].connection; найти кассу: fiscal-bridge registers'),
      ]
    }
    const seen = {
      identity,
      status: statusOf(status),
      clockDriftMs: status.clockDriftMs ?? 0,
      ...(trouble && { trouble }),
    }
    return registerFindings(entry, config.bitrix24, seen, host.clock.now())
  }
  // A second master on the line would take the daemon's answers.
  if (daemon.kind !== 'silent') return [skipped(title, 'кассу держит мост, а он не ответил')]
  return lookAtRegister(entry, config.bitrix24, registerWorld(host))
}

function tunnelFinding(daemon: StatusView | AdminFailure, config: Config): Finding {
  const title = 'Мост доступен снаружи через туннель'
  if (config.public.url === undefined) return skipped(title, 'public.url не задан')
  if (daemon instanceof AdminFailure) return skipped(title, 'мост не ответил')
  const { reachable, failure } = daemon.portal?.tunnel ?? { reachable: 'unknown' }
  if (reachable === 'yes') return yes(title, config.public.url)
  if (reachable === 'unknown') return skipped(title, 'ещё не проверялось, подождите минуту')
  return no(title, failure ?? config.public.url, 'Проверьте туннель: systemctl status "fiscal-bridge-tunnel@*"')
}

async function portal(config: Config, host: Host): Promise<Finding[]> {
  if (config.bitrix24.webhook === undefined) return [skipped('Вебхук портала', 'не задан: результаты узнаёт опрос')]
  const { portalFindings } = await import('../../doctor/portal-findings.ts')
  return portalFindings(portalClient(requireWebhook(undefined, config), host), host.stopping)
}

function secretsFinding(config: Config): Finding {
  const title = 'Секреты в настройках свои'
  const warning = publishedSecretsWarning(config)
  return warning === undefined ? yes(title) : no(title, 'остались из образца', 'Впишите свои: openssl rand -hex 16')
}

/** Every check, in the order of what depends on what; `asking` says what is being looked at. */
async function* examine(options: DoctorOptions, host: Host, asking: (what: string) => void): AsyncGenerator<Finding> {
  const path = resolve(host.cwd, options.config)
  let config: Config
  try {
    config = await loadConfig(path, host)
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const detail =
      error instanceof ConfigError ? error.problems.map((one) => `${one.path}: ${one.text}`).join('; ') : error.message
    yield no('Настройки читаются и верны', detail, `Исправьте ${path} и повторите.`)
    return
  }
  yield yes('Настройки читаются и верны', path)
  yield secretsFinding(config)
  asking('мост')
  const daemon = await askDaemon(options, host)
  yield await versionFinding(daemon, host)
  asking('диск')
  const { diskFindings } = await import('../../doctor/disk-findings.ts')
  yield* await diskFindings({ ...host, folder: config.data })
  for (const entry of config.registers) {
    asking(`касса ${entry.id}`)
    yield* await registerFindingsOf(entry, config, daemon, host)
  }
  yield tunnelFinding(daemon, config)
  asking('портал Битрикс24')
  yield* await portal(config, host)
  asking('компьютер')
  const { hostFindings } = await import('../../doctor/host-findings.ts')
  yield* await hostFindings(host.run)
}

const words: Readonly<Record<Answer, string>> = { yes: 'да ', no: 'НЕТ', doubtful: ' ? ', skipped: ' – ' }

function findingText({ title, verdict, detail, mend }: Finding): string {
  const said = detail === undefined ? title : `${title}: ${detail}`
  const lines = [`${words[verdict]}  ${wrapText(said, 80, '     ').trimStart()}`]
  if (mend !== undefined) lines.push(wrapText(`→ ${mend}`, 80, '     '))
  return lines.join('\n')
}

async function doctor(options: DoctorOptions, host: Host): Promise<void> {
  const progress = new Progress(host)
  const findings: Finding[] = []
  for await (const finding of examine(options, host, (what) => progress.show(`Проверяю: ${what}`))) {
    progress.clear()
    findings.push(finding)
    if (options.json !== true) host.stdout.write(`${findingText(finding)}\n`)
  }
  progress.clear()
  const bad = findings.filter(({ verdict }) => verdict === 'no').length
  if (options.json === true) host.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  else host.stdout.write(bad === 0 ? 'Препятствий для работы нет.\n' : `Нужно исправить: ${bad}.\n`)
  host.exitWith(bad === 0 ? 0 : 1)
}

/** `fiscal-bridge doctor`: looks at everything, prints nothing fiscal, changes nothing. */
export const doctorCommand = (host: Host): Command =>
  makeCommand(
    {
      name: 'doctor',
      summary: 'Проверить всё: настройки, диск, кассы, туннель, портал, службы. Ничего не печатает на кассе.',
      examples: ['doctor', 'doctor --config /etc/fiscal-bridge/config.json'],
    },
    host,
  )
    .option('-c, --config <file>', 'файл настроек', 'config.json')
    .option('--json', 'вывести JSON')
    .action((options: DoctorOptions) => doctor(options, host))

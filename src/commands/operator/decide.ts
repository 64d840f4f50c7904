import type { Command } from 'commander'
import { Check } from 'typebox/value'
import { OperatorError } from '../../base/operator-error.ts'
import { Attributes, type Decision, type Word } from '../../record/decision.ts'
import type { StateName } from '../../record/record.ts'
import { stateWords } from '../../words/ru/states.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from '../admin-api/admin-address.ts'
import { postJson } from '../admin-api/admin-client.ts'
import type { Host } from '../cli/host.ts'
import { makeCommand } from '../cli/make-command.ts'
import { positiveInteger } from '../cli/option-values.ts'

interface DecideOptions extends AdminAddressOptions {
  readonly by?: string
}
interface ResolveOptions extends DecideOptions {
  readonly document?: number
  readonly notPrinted?: true
  readonly attest?: true
  readonly gone?: true
  readonly attributes?: string
}
interface CancelOptions extends DecideOptions {
  readonly gone?: true
}
interface ReleaseOptions extends DecideOptions {
  readonly print?: true
  readonly sameAs?: string
}

/** What the answer tells of the receipt. */
interface Answer {
  readonly state: { readonly name: StateName; readonly document?: { readonly number: number } }
}

const outcomes: Partial<Record<StateName, string>> = {
  registered: 'чек зарегистрирован',
  refused: 'чек не зарегистрирован, Битрикс24 узнает об этом',
  accepted: 'чек пойдёт в печать',
  alias: 'это второе имя уже напечатанного чека',
}

async function decide(uuid: string, decision: Decision, options: DecideOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const by = options.by ?? host.userName
  const path = `/api/receipts/${encodeURIComponent(uuid)}/decide`
  const answer = (await postJson(address, path, { by, decision }, host.stopping)) as Answer
  const { name, document } = answer.state
  const which = document === undefined ? '' : `, ФД ${document.number}`
  host.stdout.write(`Решено: ${outcomes[name] ?? stateWords[name]}${which}.\n`)
}

function parseAttributes(text: string): Attributes {
  try {
    const value: unknown = JSON.parse(text)
    if (Check(Attributes, value)) return value
    throw new TypeError('not the attributes of a document')
  } catch (cause) {
    throw new OperatorError(
      'Реквизиты записаны неверно. Пример: --attributes \'{"fn":"9999078900001234","number":43,"sign":"2874316905","registrationNumber":"0000000001047291","shift":7,"receiptNumber":1,"at":1795418045}\'',
      { cause },
    )
  }
}

/** The one decision that the options of `resolve` name. Throws OperatorError. */
function resolutionOf({ document, notPrinted, attest, gone, attributes }: ResolveOptions): Decision {
  if ([document, notPrinted, attributes].filter((one) => one !== undefined).length !== 1) {
    throw new OperatorError('Укажите одно из трёх: --document, --not-printed или --attributes.')
  }
  const word: Word = gone === true ? 'gone' : 'attested'
  if (document !== undefined) return { kind: 'document', number: document }
  if (attributes !== undefined) return { kind: 'attributes', attributes: parseAttributes(attributes), word }
  return { kind: 'not-printed', ...(attest === true && { word }) }
}

/** The one decision that the options of `release` name. Throws OperatorError. */
function releaseOf({ print, sameAs }: ReleaseOptions): Decision {
  if ((print === true) === (sameAs !== undefined)) throw new OperatorError('Укажите одно: --print или --same-as.')
  return sameAs === undefined ? { kind: 'print' } : { kind: 'same-as', uuid: sameAs }
}

const withCommonOptions = (command: Command): Command =>
  withAdminOptions(command.option('--by <name>', 'кто решил (по умолчанию пользователь системы)'))

/** `fiscal-bridge resolve`: what became of a receipt that the bridge cannot tell (promise, rule 17). */
export const resolveCommand = (host: Host): Command =>
  withCommonOptions(
    makeCommand(
      {
        name: 'resolve',
        summary: 'Решить судьбу чека, о котором мост не знает, зарегистрирован ли он.',
        examples: ['resolve 0J5…9Z --document 12346', 'resolve 0J5…9Z --not-printed'],
      },
      host,
    ).argument('<uuid>', 'UUID чека'),
  )
    .option('--document <fd>', 'чек — этот документ накопителя', positiveInteger)
    .option('--not-printed', 'чек не напечатан: он кончится отказом')
    .option('--attest', 'накопитель или документ в нём прочитать нельзя, решение под ответственность человека')
    .option(
      '--gone',
      'касса или накопитель потеряны навсегда, ждать кассу незачем (вместе с --attest или --attributes)',
    )
    .option(
      '--attributes <json>',
      'реквизиты с бумажного чека или из ОФД, когда накопителя больше нет; если файл чека повреждён, ещё settlement (sale, sale-return, buy, buy-return) и total (42.50)',
    )
    .action((uuid: string, options: ResolveOptions) => decide(uuid, resolutionOf(options), options, host))

/** `fiscal-bridge release`: lets a held receipt go on, or makes it an alias of another (promise, rule 15). */
export const releaseCommand = (host: Host): Command =>
  withCommonOptions(
    makeCommand(
      {
        name: 'release',
        summary: 'Отпустить задержанный чек: напечатать его или признать повтором другого.',
        examples: ['release 0J5…9Z --print', 'release 0J5…9Z --same-as 7QK…2M'],
      },
      host,
    ).argument('<uuid>', 'UUID чека'),
  )
    .option('--print', 'это отдельная продажа: печатать, даже если такая же уже пробита')
    .option('--same-as <uuid>', 'это повтор: отвечать документом того чека (его называет status)')
    .action((uuid: string, options: ReleaseOptions) => decide(uuid, releaseOf(options), options, host))

/** `fiscal-bridge cancel`: refuses a receipt that was not printed yet (promise, rule 18). */
export const cancelCommand = (host: Host): Command =>
  withCommonOptions(
    makeCommand(
      {
        name: 'cancel',
        summary: 'Отменить чек, который ещё не печатался, в том числе задержанный: Битрикс24 получит отказ.',
        examples: ['cancel 0J5…9Z'],
      },
      host,
    ).argument('<uuid>', 'UUID чека'),
  )
    .option('--gone', 'касса потеряна навсегда, спросить её нельзя')
    .action((uuid: string, options: CancelOptions) =>
      decide(uuid, { kind: 'cancel', ...(options.gone === true && { word: 'gone' }) }, options, host),
    )

/** `fiscal-bridge confirm`: nobody waits any more for Bitrix24 to ask about a receipt (promise, rule 15). */
export const confirmCommand = (host: Host): Command =>
  withCommonOptions(
    makeCommand(
      {
        name: 'confirm',
        summary: 'Больше не ждать, что Битрикс24 спросит о чеке: тревога unconfirmed погаснет.',
        examples: ['confirm 0J5…9Z'],
      },
      host,
    ).argument('<uuid>', 'UUID чека'),
  ).action((uuid: string, options: DecideOptions) => decide(uuid, { kind: 'confirm' }, options, host))

import type { RestClient } from '../bitrix24/portal/rest-client.ts'
import { restErrorText } from '../bitrix24/portal/rest-error.ts'
import { type Finding, no, yes } from './finding.ts'

/** No UUID of ours has this form: the portal looks for it, finds nothing and changes nothing. */
const nobody = 'fiscal-bridge-doctor'

const questions = [
  { method: 'sale.cashbox.handler.list', parameters: {}, title: 'Вебхук видит обработчики касс' },
  { method: 'sale.cashbox.list', parameters: {}, title: 'Вебхук видит кассы' },
  { method: 'catalog.vat.list', parameters: {}, title: 'Вебхук видит ставки НДС' },
  {
    method: 'sale.cashbox.check.apply',
    parameters: { UUID: nobody },
    title: 'Вебхук может передавать результаты чеков',
    accepted: ['ERROR_CHECK_NOT_FOUND'],
  },
] as const

/** Whether the webhook has the rights that it needs. Changes nothing on the portal. */
export async function portalFindings(client: Pick<RestClient, 'call'>, signal: AbortSignal): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const question of questions) {
    const { method, parameters, title } = question
    const accepted: readonly string[] = 'accepted' in question ? question.accepted : []
    const answer = await client.call(method, parameters, signal)
    const isRight = answer.ok || (answer.error.kind === 'portal' && accepted.includes(answer.error.code))
    findings.push(
      isRight
        ? yes(title)
        : no(
            title,
            restErrorText(answer.error),
            'Создайте вебхук от имени администратора с правами sale, cashbox и catalog.',
          ),
    )
    if (!isRight && !answer.ok && answer.error.kind !== 'portal') break
  }
  return findings
}

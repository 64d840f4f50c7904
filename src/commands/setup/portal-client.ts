import { OperatorError } from '../../base/operator-error.ts'
import { RestClient } from '../../bitrix24/portal/rest-client.ts'
import type { Config } from '../../config/config.ts'
import { parseWebhook, type Webhook, webhookExample } from '../../config/webhook.ts'
import type { Host } from '../cli/host.ts'

/** The webhook of the command line, or else of the settings. Throws OperatorError. */
export function requireWebhook(option: string | undefined, { bitrix24 }: Config): Webhook {
  const address = option ?? bitrix24.webhook
  if (address === undefined) {
    throw new OperatorError(
      'Вебхук портала не задан. Создайте входящий вебхук с правами sale, cashbox и catalog и укажите его: ' +
        'bitrix24.webhookFile, переменная FISCAL_BRIDGE_WEBHOOK или параметр --webhook.',
    )
  }
  const webhook = parseWebhook(address)
  if (webhook === undefined) throw new OperatorError(`Это не адрес вебхука. Пример: ${webhookExample}`)
  return webhook
}

/** The portal's REST for a command. */
export const portalClient = (webhook: Webhook, { http, clock }: Host): RestClient =>
  new RestClient({ webhook, http, clock })

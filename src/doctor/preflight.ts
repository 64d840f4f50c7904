/** The shop's VAT and tax settings against what the register can print: pure, before the first receipt fails on it. */

import type { TaxSystem } from '../../drivers/ffd/receipt.ts'
import type { VatRate } from '../../drivers/ffd/vat.ts'
import { vatRates } from '../../drivers/ffd/vat.ts'
import type { RegisterIdentity } from '../../drivers/register.ts'
import { isUsual } from '../bitrix24/mapping/vat-policy.ts'
import type { ReceiptSettings } from '../config/bitrix-settings.ts'
import { doubtful, type Finding, no, yes } from './finding.ts'

/** Rates that receipts may ask for: those of the table, their calculated ones for prepayments, advances, repayments. */
export function ratesAskedFor({ vat, advanceVat, repaymentVat }: ReceiptSettings): VatRate[] {
  const listed = Object.values(vat).filter((rate) => rate !== '18')
  const all = [...listed, ...listed.map((rate) => vatRates[rate].calculated), advanceVat, repaymentVat]
  return [...new Set(all)]
}

const label = (rate: VatRate): string => vatRates[rate].label

/** `identity`: the register that prints; `taxSystem`: what its settings say. */
export function preflight(identity: RegisterIdentity, taxSystem: TaxSystem, settings: ReceiptSettings): Finding[] {
  const asked = ratesAskedFor(settings)
  const missing = asked.filter((rate) => !identity.vatRates.includes(rate))
  const unusual = asked.filter((rate) => !rate.includes('/') && !isUsual(rate, taxSystem))
  const vatTitle = 'ставки НДС есть в таблице налогов кассы'
  const systemTitle = 'система налогообложения зарегистрирована в кассе'
  const usualTitle = 'ставки НДС обычны для системы налогообложения'
  return [
    missing.length === 0
      ? yes(vatTitle)
      : no(
          vatTitle,
          `нет: ${missing.map(label).join(', ')}`,
          'Обновите прошивку кассы (таблица 13) или уберите ненужные ставки из bitrix24.vat.',
        ),
    identity.taxSystems.includes(taxSystem)
      ? yes(systemTitle)
      : no(
          systemTitle,
          `в настройках ${taxSystem}, в кассе ${identity.taxSystems.join(', ')}`,
          'Исправьте registers[].taxSystem или перерегистрируйте кассу.',
        ),
    unusual.length === 0
      ? yes(usualTitle)
      : doubtful(usualTitle, unusual.map(label).join(', '), 'Проверьте таблицу bitrix24.vat с бухгалтером.'),
  ]
}

import type { DocumentJson, ReceiptJson } from '../../record/receipt-json.ts'
import { decimal, isZero, money } from '../base/format.ts'
import { words } from '../texts/words.ts'
import { Facts } from './facts.tsx'

const forms = ['cash', 'cashless', 'advance', 'credit', 'other'] as const

/** Items and payments of a receipt. */
export function ReceiptContent({ content }: { readonly content: ReceiptJson }) {
  const { receipt, payments } = words()
  return (
    <>
      <table class="list">
        <caption class="hidden">{receipt.items}</caption>
        <thead>
          <tr>
            <th scope="col">{receipt.item}</th>
            <th scope="col" class="number">
              {receipt.price}
            </th>
            <th scope="col" class="number">
              {receipt.quantity}
            </th>
            <th scope="col" class="number">
              {receipt.itemSum}
            </th>
            <th scope="col">{receipt.vat}</th>
          </tr>
        </thead>
        <tbody>
          {content.items.map((item, at) => (
            <tr key={at}>
              <td data-name={receipt.item} class="wrap">
                {item.name}
              </td>
              <td data-name={receipt.price} class="number">
                {money(item.price)}
              </td>
              <td data-name={receipt.quantity} class="number">
                {decimal(item.quantity)}
              </td>
              <td data-name={receipt.itemSum} class="number">
                {money(item.sum)}
              </td>
              <td data-name={receipt.vat}>{item.vat === 'none' ? receipt.vatNone : `${item.vat}\u00a0%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts
        facts={[
          { name: receipt.total, value: <strong>{money(content.total)}</strong> },
          ...forms
            .filter((form) => !isZero(content.payments[form]))
            .map((form) => ({ name: payments[form], value: money(content.payments[form]) })),
        ]}
      />
    </>
  )
}

/** The attributes that Bitrix24 is given. */
export function Attributes({ document, timeZone }: { readonly document: DocumentJson; readonly timeZone: string }) {
  const { receipt } = words()
  const at = new Date(document.at * 1000).toLocaleString('ru-RU', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return (
    <Facts
      facts={[
        { name: receipt.fd, value: document.number },
        { name: receipt.fpd, value: document.sign },
        { name: receipt.fn, value: document.fn },
        { name: receipt.rnm, value: document.registrationNumber },
        { name: receipt.shift, value: document.shift },
        { name: receipt.number, value: document.receiptNumber },
        { name: receipt.at, value: at },
      ]}
    />
  )
}

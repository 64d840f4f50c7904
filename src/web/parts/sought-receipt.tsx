import type { OneReceipt } from '../../admin/one-receipt.ts'
import { momentOf, money } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { words } from '../texts/words.ts'
import { StateBadge } from './badge.tsx'
import { Facts } from './facts.tsx'
import { checkName } from './receipt-table.tsx'

interface Props {
  readonly title: string
  readonly record: OneReceipt
  readonly timeZone: string
  /** The receipt is another one than the page's. */
  readonly linked?: boolean
}

/** A receipt in short, to be compared with what stands beside it. */
export function SoughtReceipt({ title, record, timeZone, linked = false }: Props) {
  const { fields, settlements } = words()
  const { receipt, state } = record
  const name = checkName(record.bitrixUuid)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Facts
        facts={[
          { name: fields.check, value: linked ? <a href={hrefOf('receipt', record.uuid)}>{name}</a> : name },
          receipt !== null && {
            name: fields.sum,
            value: `${money(receipt.total)}, ${settlements[receipt.settlement]}`,
          },
          { name: fields.time, value: momentOf(record.acceptedAt, timeZone) },
          { name: fields.state, value: <StateBadge state={state.name} /> },
          state.name === 'registered' && { name: fields.fd, value: state.document.number },
        ]}
      />
    </section>
  )
}

import type { StatusView } from '../../admin/status-view.ts'
import { hrefOf } from '../base/route.ts'
import { conditionOf } from '../base/state-in-words.ts'
import { Actions } from '../parts/actions.tsx'
import { Facts } from '../parts/facts.tsx'
import { ReceiptTable } from '../parts/receipt-table.tsx'
import { RegisterTitle, registerFacts } from '../parts/register-card.tsx'
import { ShiftSums } from '../parts/shift-sums.tsx'
import { SimulatorPanel } from '../parts/simulator-panel.tsx'
import { words } from '../texts/words.ts'

/** One register: its state, what can be done at it, and its hands when it is simulated. */
export function RegisterPage({ status, id }: { readonly status: StatusView; readonly id: string }) {
  const { overview, troubles, register: said, picture } = words()
  const register = status.registers.find((one) => one.id === id)
  if (register === undefined) {
    return (
      <p>
        <a href={hrefOf('')}>{overview.title}</a>
      </p>
    )
  }
  const { word, tone } = conditionOf(register)
  const { trouble, totals } = register
  const open = status.open.filter(({ registerId }) => registerId === id)
  return (
    <>
      <h1>
        <RegisterTitle register={register} />
      </h1>
      <p>
        <strong class={`condition ${tone}`} role="status">
          {word}
        </strong>{' '}
        {trouble !== undefined && (troubles[trouble.code] ?? trouble.text)}
      </p>
      <div class="columns">
        <section class="card" aria-label={register.id}>
          <Facts facts={registerFacts(register, status)} />
          {totals !== undefined && (
            <>
              <h2>
                {picture.shift} <small>{said.byBridge}</small>
              </h2>
              <ShiftSums totals={totals} />
            </>
          )}
        </section>
        <Actions register={register} />
      </div>
      {open.length > 0 && (
        <>
          <h2>{overview.open}</h2>
          <ReceiptTable caption={overview.open} lines={open} timeZone={status.timeZone} reasons />
        </>
      )}
      {register.simulated && (
        <SimulatorPanel id={register.id} pulse={JSON.stringify([register.status, status.receipts])} />
      )}
    </>
  )
}

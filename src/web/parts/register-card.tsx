import type { RegisterView, StatusView } from '../../admin/status-view.ts'
import { isZero, lengthOf, money, shortTimeOf } from '../base/format.ts'
import { hrefOf } from '../base/route.ts'
import { conditionOf } from '../base/state-in-words.ts'
import { words } from '../texts/words.ts'
import { type Fact, Facts } from './facts.tsx'
import { ShiftSums } from './shift-sums.tsx'

type RegisterStatus = NonNullable<RegisterView['status']>

const dayMs = 86_400_000
/** The law allows the clock to be wrong by 5 minutes; from 2 on it is worth a look. */
const driftMs = 120_000

function shiftFact({ shift }: RegisterStatus, now: number, timeZone: string): Fact {
  const said = words().register
  const name = said.shift
  if (shift.state === 'closed') return { name, value: said.shiftClosed(shift.number) }
  if (shift.state === 'expired') return { name, value: said.shiftExpired(shift.number), tone: 'warn' }
  const since = shift.openedAt === undefined ? '?' : shortTimeOf(shift.openedAt, timeZone)
  if (shift.openedAt === undefined) return { name, value: said.shiftOpen(shift.number, since) }
  const left = Math.max(0, Date.parse(shift.openedAt) + dayMs - now)
  return {
    name,
    value: (
      <>
        {said.shiftOpen(shift.number, since)}
        <br />
        <small>{said.shiftLeft(lengthOf(left, words().units))}</small>
        <meter min={0} max={dayMs} value={dayMs - left} aria-label={said.shiftLeft(lengthOf(left, words().units))} />
      </>
    ),
    tone: left < dayMs / 24 ? 'warn' : undefined,
  }
}

function fnFact({ fn }: RegisterStatus, now: number): Fact {
  const { register, warnings } = words()
  const days = Math.floor((Date.parse(`${fn.expires}T23:59:59Z`) - now) / dayMs)
  const until = fn.expires.split('-').reverse().join('.')
  const texts = [
    days < 0 ? register.fnOver(until) : register.fnLeft(days, until),
    ...(fn.fiscal ? [] : [register.fnNotFiscal]),
    ...fn.warnings.map((warning) => warnings[warning]),
  ]
  const tone = days < 0 || !fn.fiscal ? 'bad' : days < 30 || fn.warnings.length > 0 ? 'warn' : undefined
  return { name: register.fn, value: texts.join('; '), tone }
}

function ofdFact({ ofd }: RegisterStatus, now: number): Fact {
  const { register, units } = words()
  if (ofd.unsent === 0 || ofd.oldestAt === undefined) {
    return { name: register.ofd, value: ofd.unsent === 0 ? register.ofdNone : String(ofd.unsent) }
  }
  const age = now - Date.parse(ofd.oldestAt)
  const tone = age > 3 * dayMs ? 'bad' : age > dayMs ? 'warn' : undefined
  return { name: register.ofd, value: register.ofdOld(ofd.unsent, lengthOf(age, units)), tone }
}

function clockFact({ clockDriftMs = 0 }: RegisterStatus): Fact {
  const { register, units } = words()
  const off = Math.abs(clockDriftMs)
  // The register shows whole seconds and answers some time later.
  if (off < 5_000) return { name: register.clock, value: register.clockFine }
  const by = lengthOf(off, units)
  const value = clockDriftMs > 0 ? register.clockAhead(by) : register.clockBehind(by)
  return { name: register.clock, value, tone: off >= driftMs ? 'warn' : undefined }
}

function linkFact({ identity }: RegisterView): Fact {
  const said = words().register
  if (identity === undefined) return { name: said.link, value: said.linkNone, tone: 'bad' }
  return { name: said.link, value: `${identity.model}, № ${identity.serial}, ФФД ${identity.ffd}` }
}

/** Everything that is known of a register, one fact a line. */
export function registerFacts(register: RegisterView, { now, timeZone }: StatusView): (Fact | false)[] {
  const { status } = register
  const { register: said, paper, cover, printer } = words()
  if (status === undefined) return [linkFact(register)]
  const instant = Date.parse(now)
  return [
    shiftFact(status, instant, timeZone),
    {
      name: said.paper,
      value: paper[status.paper],
      tone: status.paper === 'out' ? 'bad' : status.paper === 'low' ? 'warn' : undefined,
    },
    { name: said.cover, value: cover[status.cover], tone: status.cover === 'open' ? 'bad' : undefined },
    status.printer.length > 0 && {
      name: said.printer,
      value: status.printer.map((trouble) => printer[trouble]).join(', '),
      tone: 'bad',
    },
    fnFact(status, instant),
    ofdFact(status, instant),
    clockFact(status),
    !isZero(status.cash) && { name: said.cash, value: money(status.cash) },
    linkFact(register),
  ]
}

export function RegisterTitle({ register }: { readonly register: RegisterView }) {
  const said = words().register
  const notes = [register.numberKkm, register.default && said.default, register.simulated && said.simulated]
  return (
    <>
      {register.id} <small>{notes.filter((note) => typeof note === 'string').join(' · ')}</small>
    </>
  )
}

/** A register in short: one word, its facts, its shift in sums. */
export function RegisterCard({ register, status }: { readonly register: RegisterView; readonly status: StatusView }) {
  const { word, tone } = conditionOf(register)
  const { register: said, troubles } = words()
  const { trouble, totals } = register
  return (
    <article class={`card edge ${tone}`} aria-label={register.id}>
      <header class="card-head">
        <h3>
          <RegisterTitle register={register} />
        </h3>
        <strong class={`condition ${tone}`}>{word}</strong>
      </header>
      {trouble !== undefined && (
        <p class="bad-text">
          {troubles[trouble.code] ?? trouble.text}{' '}
          <small>{words().overview.since(shortTimeOf(trouble.since, status.timeZone))}</small>
        </p>
      )}
      <Facts facts={registerFacts(register, status)} />
      {totals !== undefined && totals.receipts > 0 && <ShiftSums totals={totals} />}
      <p class="card-foot">
        <a href={hrefOf('register', register.id)}>{said.manage}</a>
      </p>
    </article>
  )
}

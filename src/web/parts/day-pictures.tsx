import type { DayPicture } from '../../admin/receipt-view.ts'
import { getJson } from '../base/api.ts'
import { lengthOf, money } from '../base/format.ts'
import { useLoad } from '../base/use-load.ts'
import { words } from '../texts/words.ts'
import { BarChart } from './bar-chart.tsx'
import { paidForms } from './shift-sums.tsx'

/** Only to draw with: sums that are written stay text. */
const sizeOf = (sum: string): number => Number(sum)

const two = (hour: number): string => String(hour).padStart(2, '0')

/** Hours from the first receipt to the last, at least six of them. */
function workingHours(hours: readonly number[]): readonly (readonly [number, number])[] {
  const busy = hours.flatMap((count, hour) => (count > 0 ? [hour] : []))
  const first = Math.min(busy[0] ?? 9, 18)
  const last = Math.max(busy.at(-1) ?? 18, first + 5)
  return hours.flatMap((count, hour) => (hour >= first && hour <= last ? [[hour, count] as const] : []))
}

/** A day in three pictures: when, for how much, and how long it took. */
export function DayPictures({ day, pulse }: { readonly day: string; readonly pulse: string }) {
  const { picture, payments, units, receipts } = words()
  const { value } = useLoad<DayPicture>(() => getJson(`/api/days/${day}`), [day, pulse])
  if (value === undefined || value.receipts === 0) return null
  const hours = workingHours(value.hours)
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{receipts.picture}</h2>
      <div class="pictures">
        <BarChart
          title={picture.hours}
          heads={[picture.hour, picture.receipts]}
          bars={hours.map(([hour, count]) => ({
            name: `${two(hour)}:00`,
            label: two(hour),
            size: count,
            text: String(count),
          }))}
        />
        <BarChart
          title={picture.payments}
          heads={[picture.form, picture.sum]}
          bars={paidForms(value.payments).map(({ form, sum }) => ({
            name: payments[form],
            size: sizeOf(sum),
            text: money(sum),
          }))}
        />
        <BarChart
          title={
            value.longestWaitMs === undefined
              ? picture.waits
              : `${picture.waits}. ${picture.longest(lengthOf(value.longestWaitMs, units))}`
          }
          heads={[picture.wait, picture.receipts]}
          bars={value.waits.map(({ upToSeconds, receipts: count }) => ({
            name: upToSeconds === null ? picture.longer : picture.upTo(lengthOf(upToSeconds * 1000, units)),
            size: count,
            text: String(count),
          }))}
        />
      </div>
    </section>
  )
}

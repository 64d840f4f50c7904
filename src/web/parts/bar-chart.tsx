import { words } from '../texts/words.ts'

export interface Bar {
  readonly name: string
  /** Length of the bar, in any unit; negative amounts have none. */
  readonly size: number
  /** The value as it is written. */
  readonly text: string
  /** Shown under the bar; left out where there is no room. */
  readonly label?: string
}

interface Props {
  readonly title: string
  /** Heads of the table's two columns. */
  readonly heads: readonly [string, string]
  readonly bars: readonly Bar[]
}

const width = 360
const height = 150
const below = 20
const above = 16

/** Bars with their values in writing, and the same as a table for whoever does not see them. */
export function BarChart({ title, heads, bars }: Props) {
  const most = Math.max(1, ...bars.map(({ size }) => size))
  const step = width / bars.length
  const full = height - below - above
  const thick = Math.min(step * 0.76, 60)
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" class="chart">
        <line x1="0" x2={width} y1={height - below + 0.5} y2={height - below + 0.5} class="axis" />
        {bars.map(({ name, size, text, label }, at) => {
          const tall = Math.max(size > 0 ? 2 : 0, (Math.max(0, size) / most) * full)
          const middle = at * step + step / 2
          return (
            <g key={name}>
              <rect x={middle - thick / 2} y={height - below - tall} width={thick} height={tall} class="bar" />
              {size !== 0 && (
                <text x={middle} y={height - below - tall - 4} class="value">
                  {text}
                </text>
              )}
              <text x={middle} y={height - 5} class="label">
                {label ?? name}
              </text>
            </g>
          )
        })}
      </svg>
      <details>
        <summary>
          {words().picture.table}
          <span class="hidden">: {title}</span>
        </summary>
        <table>
          <caption class="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{heads[0]}</th>
              <th scope="col" class="number">
                {heads[1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, text }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="number">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

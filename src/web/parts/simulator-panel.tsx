import { useState } from 'preact/hooks'
import { getJson, postJson } from '../base/api.ts'
import { useLoad } from '../base/use-load.ts'
import { wordFor } from '../texts/word-for.ts'
import { words } from '../texts/words.ts'

interface SimulatorView {
  readonly power: boolean
  readonly plugged: boolean
  readonly conditions: readonly string[]
  readonly faults: { readonly armed: readonly { readonly name: string; readonly command?: string }[] }
  readonly roll: readonly { readonly number: number; readonly text: string }[]
  readonly slips: readonly string[]
}

const hourMs = 3_600_000

type Hand = readonly [text: string, body: object]

/** The hands of the person beside a simulated register, and the paper that came out of it. */
export function SimulatorPanel({ id, pulse }: { readonly id: string; readonly pulse: string }) {
  const { simulator: said, conditionNames, notLoaded } = words()
  const path = `/api/registers/${id}/simulator`
  const [failure, setFailure] = useState('')
  const { value, error, reload } = useLoad<SimulatorView>(() => getJson(path), [path, pulse])
  const act = (body: object): void => {
    setFailure('')
    postJson(path, body).then(reload, (reason: Error) => setFailure(reason.message))
  }
  const arm = (event: SubmitEvent): void => {
    event.preventDefault()
    const fault = String(new FormData(event.currentTarget as HTMLFormElement).get('fault') ?? '').trim()
    if (fault !== '') act({ fault })
  }
  const groups: readonly (readonly [string, readonly Hand[]])[] = [
    [
      said.paper,
      [
        [said.paperOut, { paper: 'out' }],
        [said.paperLow, { paper: 'low' }],
        [said.paperIn, { paper: 'present' }],
      ],
    ],
    [
      said.cover,
      [
        [said.open, { cover: 'open' }],
        [said.shut, { cover: 'closed' }],
      ],
    ],
    [
      said.cable,
      [
        [said.unplug, { cable: 'out' }],
        [said.plug, { cable: 'in' }],
      ],
    ],
    [
      said.power,
      [
        [said.cut, { power: 'cut' }],
        [said.off, { power: 'off' }],
        [said.on, { power: 'on' }],
      ],
    ],
    [
      said.clock,
      [
        [said.clockBack, { clockOffsetMs: -hourMs }],
        [said.clockDay, { clockOffsetMs: 24 * hourMs }],
        [said.clockRight, { clockOffsetMs: 0 }],
      ],
    ],
  ]
  const conditions = (value?.conditions ?? []).map((name) => wordFor(conditionNames, name) ?? name).join(', ')
  const armed = value?.faults.armed ?? []
  return (
    <section class="card simulator" aria-labelledby="simulator">
      <h2 id="simulator">{said.title}</h2>
      {value !== undefined && <p role="status">{said.now(value.power, value.plugged, conditions)}</p>}
      {groups.map(([group, hands]) => (
        <fieldset key={group}>
          <legend>{group}</legend>
          <div class="row">
            {hands.map(([text, body]) => (
              <button key={text} type="button" onClick={() => act(body)}>
                {text}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <form class="row" onSubmit={arm}>
        <label class="grow">
          {said.fault}
          <input name="fault" maxLength={64} placeholder={said.faultHint} autocomplete="off" />
        </label>
        <button type="submit">{said.arm}</button>
        <button type="button" onClick={() => act({ clearFaults: true })}>
          {said.clear}
        </button>
      </form>
      {armed.length > 0 && (
        <p>
          {said.armed}:{' '}
          <code>
            {armed.map((one) => `${one.name}${one.command === undefined ? '' : `@${one.command}`}`).join(', ')}
          </code>
        </p>
      )}
      <p role="alert" class="bad-text">
        {failure}
        {error !== undefined && `${notLoaded}: ${error}`}
      </p>
      <h3>{said.roll}</h3>
      {value !== undefined && value.roll.length === 0 && <p>{said.rollNone}</p>}
      {value !== undefined && value.roll.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the roll is scrolled with the keyboard
        <section class="roll" tabIndex={0} aria-label={said.roll}>
          {value.roll.toReversed().map((piece) => (
            <pre key={piece.number}>{piece.text}</pre>
          ))}
        </section>
      )}
      {value !== undefined && value.slips.length > 0 && (
        <details>
          <summary>{said.slips}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the roll is scrolled with the keyboard */}
          <section class="roll" tabIndex={0} aria-label={said.slips}>
            {value.slips.toReversed().map((slip, at) => (
              <pre key={at}>{slip}</pre>
            ))}
          </section>
        </details>
      )}
    </section>
  )
}

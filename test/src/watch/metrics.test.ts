import { readFile } from 'node:fs/promises'
import t from 'tap'
import { Stage } from '../stage.ts'

/** Lines of the answer with the value of one series. */
const figure = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

t.test('what Prometheus reads', async (t) => {
  const stage = await Stage.open({ simulator: { latency: 'real' } })
  t.teardown(() => stage.stop())
  const before = (await stage.admin('/metrics')).text
  t.equal(figure(before, 'fiscal_bridge_info{version="1.2.3"}'), 1)
  t.equal(figure(before, 'fiscal_bridge_register_up{register="kkm-1"}'), 1)
  t.equal(figure(before, 'fiscal_bridge_alarms{name="paper-out",blocking="true"}'), 0)
  t.equal(figure(before, 'fiscal_bridge_fn_days_left{register="kkm-1"}'), 1100)
  t.equal(figure(before, 'fiscal_bridge_disk_free_bytes'), 10_000_000_000)

  await stage.print()
  await stage.clock.advance(20_000)
  stage.register.control.paper('out')
  await stage.print()
  await stage.clock.advance(60_000)
  const after = (await stage.admin('/metrics')).text
  t.equal(figure(after, 'fiscal_bridge_receipts_total{register="kkm-1",outcome="accepted"}'), 2)
  t.equal(figure(after, 'fiscal_bridge_receipts_total{register="kkm-1",outcome="registered"}'), 1)
  t.equal(figure(after, 'fiscal_bridge_print_seconds_count{register="kkm-1"}'), 1)
  const seconds = figure(after, 'fiscal_bridge_print_seconds_sum{register="kkm-1"}') ?? 0
  t.ok(seconds > 1 && seconds < 10, `${seconds} s`)
  t.equal(figure(after, 'fiscal_bridge_receipts_open{register="kkm-1",state="accepted"}'), 1)
  t.equal(figure(after, 'fiscal_bridge_receipts_open{register="kkm-1",state="registered"}'), 1)
  t.equal(figure(after, 'fiscal_bridge_alarms{name="paper-out",blocking="true"}'), 1)
  t.equal(figure(after, 'fiscal_bridge_shift_open{register="kkm-1"}'), 1)
})

t.test('the alert rules speak of metrics that there are', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  await stage.print()
  await stage.clock.advance(20_000)
  const { text } = await stage.admin('/metrics')
  const rules = await readFile('systemd/alert-rules.yml', 'utf8')
  const names = new Set([...rules.matchAll(/\bfiscal_bridge_\w+/g)].map(([name]) => name))
  t.ok(names.size >= 5)
  for (const name of names) t.ok(text.includes(`${name}{`) || text.includes(`\n${name} `), name)
})

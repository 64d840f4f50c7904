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
  await stage.clock.advance(1_000)
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

t.test('the tunnel and what the portal was not told of, where there are such things', async (t) => {
  const webhook = 'https://shop.bitrix24.ru/rest/1/abcdefgh12345678/'
  const stage = await Stage.open({
    config: (config) => ({
      ...config,
      public: { ...config.public, url: 'https://kassa.example.ru' },
      bitrix24: { ...config.bitrix24, webhook },
    }),
  })
  t.teardown(() => stage.stop())
  const figures = async () => {
    const { text } = await stage.admin('/metrics')
    return ['fiscal_bridge_pushes_owed', 'fiscal_bridge_tunnel_reachable'].map((series) => figure(text, series))
  }
  t.same(await figures(), [0, undefined], 'not probed yet')
  await stage.print()
  await stage.clock.advance(20_000)
  t.same((await figures())[0], 1)
  const plain = await Stage.open()
  t.teardown(() => plain.stop())
  t.notMatch((await plain.admin('/metrics')).text, /^fiscal_bridge_(pushes_owed|tunnel_reachable)/m)
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

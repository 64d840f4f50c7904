import t from 'tap'
import { Stage } from '../stage.ts'

t.test('only what tells of an event, and stands, is taken note of', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  await stage.check('0'.repeat(26))
  const acknowledge = async (name: string, subject: string) => {
    const { status, json } = await stage.admin('/api/alarms/acknowledge', { name, subject })
    return { status, ...(json() as { error?: string }) }
  }
  for (const name of ['paper-out', 'tunnel-unreachable', 'push-refused']) {
    t.match(await acknowledge(name, 'kkm-1'), { status: 409, error: /погаснет сама/ }, name)
  }
  t.match(await acknowledge('no-such-alarm', 'kkm-1'), { status: 404, error: /не бывает/ })
  t.match(await acknowledge('unknown-receipt', 'another'), { status: 404, error: /сейчас не стоит/ })
  const [standing] = ((await stage.admin('/api/alarms')).json() as { alarms: { subject: string; event?: true }[] })
    .alarms
  t.equal(standing?.event, true)
  const subject = String(standing?.subject)
  t.match(await acknowledge('unknown-receipt', subject), { status: 200 })
  t.match(await acknowledge('unknown-receipt', subject), { status: 404 }, 'once')
})

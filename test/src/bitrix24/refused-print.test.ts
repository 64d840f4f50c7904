import t from 'tap'
import type { AlarmView } from '../../../src/http/admin/status-view.ts'
import { Stage } from '../stage.ts'

t.test('a refused PRINT stands as one alarm, of the last; what strangers send stands as none', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  const refusals = async (): Promise<AlarmView[]> => {
    const { alarms } = (await stage.admin('/api/alarms')).json() as { alarms: AlarmView[] }
    return alarms.filter(({ name }) => name === 'print-refused')
  }
  await stage.print({}, 'a guess')
  t.strictSame(await refusals(), [])
  await stage.print({ number_kkm: '00000000000000' })
  await stage.print({ items: [], uuid: 'check|shop|empty' })
  const [alarm, ...others] = await refusals()
  t.match(alarm, { blocking: false, event: true, detail: /^check\|shop\|empty: B24-\d{3} / })
  t.strictSame(others, [])
})

import t from 'tap'
import type { AlarmView } from '../../../src/admin/status-view.ts'
import { restoredPath } from '../../../src/store/store-folders.ts'
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

t.test('a check that is refused in restored data is not refused anew before the fiscal memory was read', async (t) => {
  const stage = await Stage.open()
  t.teardown(() => stage.stop())
  stage.register.control.addFault('error@EB:08')
  const uuid = 'check|shop|again'
  const { UUID } = await stage.print({ uuid })
  await stage.clock.advance(20_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'ERROR' })
  const unfit = { uuid, number_kkm: '00000000000000' }
  t.match(await stage.print(unfit), { ERRORS: Array }, 'these data know that it has no document')
  await stage.stop()
  await stage.disk.mount().writeFile(`/data/${restoredPath}`, '{}', true)
  stage.register.control.cable('out')
  await stage.start()
  t.strictSame(await stage.print(unfit), { UUID })
  t.strictSame(await stage.check(String(UUID)), { STATUS: 'WAIT' })
  stage.register.control.cable('in')
  await stage.clock.advance(120_000)
  t.match(await stage.check(String(UUID)), { STATUS: 'ERROR' }, 'read, and nothing is there')
})

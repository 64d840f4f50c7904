import t, { type Test } from 'tap'
import { type AlarmName, alarmEntry, alarms } from '../../../src/alarms/alarms.ts'
import { Stage } from '../stage.ts'
import { minute, rehearsals, shown, subjectOf } from './rehearsals.ts'

const standing = async (stage: Stage): Promise<string[]> => (await shown(stage)).map(({ name }) => name)

/** Rehearsed beside the part that raises them. */
const elsewhere = ['tunnel-unreachable', 'archive-damaged']

t.test('there is a rehearsal of every alarm', async (t) => {
  t.same([...Object.keys(rehearsals), ...elsewhere].sort(), Object.keys(alarms).sort())
})

for (const [name, { options, produce, mend }] of Object.entries(rehearsals)) {
  t.test(name, async (t: Test) => {
    const stage = await Stage.open(options)
    t.teardown(() => stage.stop())
    if (options?.simulator === undefined) t.same(await standing(stage), [], 'all well before')
    await produce(stage)
    await stage.clock.advance(minute)
    t.ok((await standing(stage)).includes(name), `${await standing(stage)}`)
    const subject = stage.disk.dump().size > 0 ? await subjectOf(stage, name) : ''
    const { lasts, decided } = alarmEntry(name as AlarmName)
    t.strictSame(
      (await shown(stage)).filter((one) => one.name === name).map((one) => [one.event, one.decided]),
      [[lasts === 'until-seen' ? true : undefined, decided]],
      'it says how it ends',
    )
    if (mend !== undefined) {
      await mend(stage)
      await stage.clock.advance(3 * minute)
    } else if (lasts === 'until-seen') {
      t.equal((await stage.admin('/api/alarms/acknowledge', { name, subject })).status, 200)
    } else return
    t.notOk((await standing(stage)).includes(name), 'gone afterwards')
  })
}

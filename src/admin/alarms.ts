import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { AlarmBoard } from '../alarms/alarm-board.ts'
import { isAlarmName, isEventAlarm } from '../alarms/alarms.ts'
import { AdminError } from './admin-error.ts'
import { alarmViews } from './alarm-view.ts'
import { AlarmView } from './status-view.ts'

const Body = Type.Object(
  {
    name: Type.String({ maxLength: 64, description: 'имя тревоги' }),
    subject: Type.String({ maxLength: 200, description: 'к чему она относится' }),
  },
  { additionalProperties: false },
)
type Body = Type.Static<typeof Body>

/** Alarms: the list, and taking note of one that tells of an event rather than of a state. */
export function alarmRoutes(app: FastifyInstance, board: AlarmBoard): void {
  const response = { 200: Type.Object({ alarms: Type.Array(AlarmView) }) }
  const view = () => ({ alarms: alarmViews(board) })
  app.get('/api/alarms', { schema: { tags: ['status'], summary: 'Тревоги', response } }, view)
  app.post<{ Body: Body }>(
    '/api/alarms/acknowledge',
    { schema: { tags: ['actions'], summary: 'Принять тревогу к сведению', body: Body, response } },
    ({ body: { name, subject } }) => {
      if (!isAlarmName(name)) throw new AdminError(404, `Тревоги «${name}» не бывает.`)
      if (!isEventAlarm(name)) throw new AdminError(409, 'Эта тревога погаснет сама, когда причина будет устранена.')
      if (!board.clear(name, subject)) {
        throw new AdminError(
          404,
          `Тревога ${name} о «${subject}» сейчас не стоит: её уже приняли, или имя написано иначе. Тревоги показывает status.`,
        )
      }
      return view()
    },
  )
}

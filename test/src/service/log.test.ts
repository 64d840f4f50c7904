import { PassThrough } from 'node:stream'
import t from 'tap'
import { createLog } from '../../../src/service/log.ts'

function logging(readable: boolean) {
  const destination = new PassThrough()
  const log = createLog({ level: 'info', readable, destination })
  return { log, text: () => String(destination.read() ?? '') }
}

t.test('one JSON object a line, with the context of the child', async (t) => {
  const { log, text } = logging(false)
  log.child({ register: 'kkm-1' }).info({ number: 7 }, 'printed')
  log.debug({}, 'too fine')
  t.match(JSON.parse(text()), { register: 'kkm-1', number: 7, msg: 'printed', time: /^\d{4}-.*Z$/ })
})

t.test('secrets and contacts do not reach the log', async (t) => {
  const { log, text } = logging(false)
  log.info({ secret: 's3cret', config: { password: 's3cret' }, body: { cashbox_params: { AUTH: 's3cret' } } }, 'x')
  const line = text()
  t.notMatch(line, /s3cret/)
  t.match(line, /redacted/)
})

t.test('readable on a terminal', async (t) => {
  const { log, text } = logging(true)
  log.warn({ register: 'kkm-1' }, 'paper is low')
  t.match(text(), /WARN.*paper is low/)
})

import t from 'tap'
import { silentLog } from '../../../drivers/log.ts'
import { createPublicServer } from '../../../src/public/listener.ts'

async function sourceOf(edge: readonly string[] | undefined, forwarded: string): Promise<string> {
  const answer = async ({ source }: { readonly source: string }) => JSON.stringify(source)
  const app = createPublicServer(
    { print: answer, check: answer, unreadable: { unknownPath: '', tooLarge: '', broken: '' } },
    silentLog,
    edge === undefined ? {} : { edge },
  )
  const headers = { 'content-type': 'text/plain', 'x-forwarded-for': forwarded }
  const { body } = await app.inject({ method: 'POST', url: '/bitrix24/secret/print', headers, payload: 'x' })
  await app.close()
  return JSON.parse(body)
}

t.test('whose request it is', async (t) => {
  t.equal(await sourceOf(undefined, '10.1.1.1'), '127.0.0.1', 'nobody is believed by default')
  t.equal(await sourceOf([], '10.1.1.1'), '127.0.0.1')
  t.equal(await sourceOf(['127.0.0.1'], '10.1.1.1'), '10.1.1.1')
  t.equal(await sourceOf(['127.0.0.0/8'], '6.6.6.6, 10.1.1.1'), '10.1.1.1', 'only what the edge itself says')
  t.equal(await sourceOf(['10.0.0.1'], '10.1.1.1'), '127.0.0.1')
})

import Fastify from 'fastify'
import t from 'tap'
import { addProbeRoute } from '../../../src/public/probe-route.ts'

const nonce = '00112233445566778899aabbccddeeff'

async function ask(secret: string, payload: string) {
  const app = Fastify()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  addProbeRoute(app, { knowsSecret: (one) => one === 'right', answer: (one) => `proof of ${one}` })
  const headers = { 'content-type': 'application/json' }
  const { statusCode, body } = await app.inject({ method: 'POST', url: `/bitrix24/${secret}/probe`, headers, payload })
  return { statusCode, body: JSON.parse(body) as unknown }
}

t.test('the proof is for those who know the secret and send a nonce of ours', async (t) => {
  const proof = { statusCode: 200, body: { STATUS: 'WAIT', PROBE: `proof of ${nonce}` } }
  const nothing = { statusCode: 200, body: { STATUS: 'WAIT' } }
  t.same(await ask('right', JSON.stringify({ nonce })), proof)
  t.same(await ask('wrong', JSON.stringify({ nonce })), nothing)
  t.same(await ask('right', JSON.stringify({ nonce: 'x'.repeat(32) })), nothing)
  t.same(await ask('right', '{"nonce":'), nothing)
  t.same(await ask('right', 'null'), nothing)
})

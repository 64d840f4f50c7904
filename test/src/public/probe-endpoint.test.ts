import t from 'tap'
import { probeEndpoint } from '../../../src/public/probe-endpoint.ts'

const nonce = '00112233445566778899aabbccddeeff'

async function ask(urlSecret: string, payload: string): Promise<unknown> {
  const probe = probeEndpoint({ knowsSecret: (one) => one === 'right', answer: (one) => `proof of ${one}` })
  return JSON.parse(await probe({ urlSecret, body: Buffer.from(payload), source: '127.0.0.1' }))
}

t.test('the proof is for those who know the secret and send a nonce of ours', async (t) => {
  const nothing = { STATUS: 'WAIT' }
  t.same(await ask('right', JSON.stringify({ nonce })), { STATUS: 'WAIT', PROBE: `proof of ${nonce}` })
  t.same(await ask('wrong', JSON.stringify({ nonce })), nothing)
  t.same(await ask('right', JSON.stringify({ nonce: 'x'.repeat(32) })), nothing)
  t.same(await ask('right', '{"nonce":'), nothing)
  t.same(await ask('right', 'null'), nothing)
})

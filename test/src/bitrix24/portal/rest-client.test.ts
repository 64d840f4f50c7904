import t from 'tap'
import { RestClient } from '../../../../src/bitrix24/portal/rest-client.ts'
import { restErrorText } from '../../../../src/bitrix24/portal/rest-error.ts'
import { parseWebhook } from '../../../../src/config/webhook.ts'
import { Portal } from '../../../portal/portal.ts'
import { VirtualClock } from '../../../virtual-clock.ts'

const never = new AbortController().signal

function stage(text?: string) {
  const clock = new VirtualClock()
  const portal = new Portal({ clock })
  const webhook = parseWebhook(text ?? portal.webhook)
  if (webhook === undefined) throw new Error('no webhook')
  return { clock, portal, client: new RestClient({ webhook, http: portal.http, clock }) }
}

t.test('a result', async (t) => {
  const { clock, client } = stage()
  t.same(await clock.run(client.call('sale.cashbox.handler.list', {}, never)), {
    ok: true,
    result: [],
    next: undefined,
  })
})

t.test('two calls a second, in the order of asking', async (t) => {
  const { clock, client, portal } = stage()
  const methods = ['sale.cashbox.list', 'sale.cashbox.handler.list', 'catalog.vat.list', 'sale.cashbox.list']
  await clock.run(Promise.all(methods.map((method) => client.call(method, {}, never))))
  t.equal(clock.monotonic(), 1_500)
  t.same(portal.calls, methods)
})

t.test('over the limit: waits longer and longer, then gives up', async (t) => {
  const { clock, client, portal } = stage()
  portal.broken = { status: 503, text: '{"error":"QUERY_LIMIT_EXCEEDED"}' }
  const call = client.call('sale.cashbox.list', {}, never)
  t.same(await clock.run(call), { ok: false, error: { kind: 'limit' } })
  t.equal(clock.monotonic(), 31_000)
  portal.broken = undefined
  t.match(await clock.run(client.call('sale.cashbox.list', {}, never)), { ok: true })
})

t.test('errors as data', async (t) => {
  const { clock, client, portal } = stage()
  const errorOf = async () => {
    const result = await clock.run(client.call('sale.cashbox.check.apply', { UUID: 'x' }, never))
    return result.ok ? undefined : result.error
  }
  t.match(await errorOf(), { kind: 'portal', code: 'ERROR_CHECK_NOT_FOUND' })
  portal.down = true
  t.same(await errorOf(), { kind: 'network', code: 'ECONNREFUSED' })
  portal.down = false
  portal.slowMs = 60_000
  t.same(await errorOf(), { kind: 'timeout' })
  portal.slowMs = 0
  for (const text of ['<html>', '', 'null', '[]', '{"time":1}']) {
    portal.broken = { status: 200, text }
    t.same(await errorOf(), { kind: 'not-json', status: 200 }, text)
  }
})

t.test('the webhook is a secret', async (t) => {
  const { clock, client } = stage('https://shop.example.ru/rest/1/wrongtoken/')
  const result = await clock.run(client.call('sale.cashbox.list', {}, never))
  t.match(result, { ok: false, error: { kind: 'portal', code: 'INVALID_CREDENTIALS' } })
  const { clock: other, client: leaking, portal } = stage()
  portal.broken = { status: 400, text: '{"error":"x","error_description":"at /rest/1/a1b2c3d4e5f6g7h8/m"}' }
  const leaked = await other.run(leaking.call('sale.cashbox.list', {}, never))
  t.equal(leaked.ok || restErrorText(leaked.error).includes('a1b2c3d4e5f6g7h8'), false)
  t.equal(client.portal, 'shop.example.ru')
})

t.test('what a webhook looks like', async (t) => {
  t.ok(parseWebhook('https://shop.bitrix24.ru/rest/12/abcdef0123456789/'))
  t.ok(parseWebhook('http://127.0.0.1:8000/rest/1/abcd'))
  for (const wrong of [
    '',
    'shop.bitrix24.ru/rest/1/abcdef',
    'http://shop.bitrix24.ru/rest/1/abcdef/',
    'https://shop.bitrix24.ru/rest/abcdef/',
    'https://shop.bitrix24.ru/',
  ]) {
    t.equal(parseWebhook(wrong), undefined, wrong)
  }
})

t.test('a stopped call ends at once', async (t) => {
  const { clock, client, portal } = stage()
  portal.slowMs = 10_000
  const stop = new AbortController()
  const call = client.call('sale.cashbox.list', {}, stop.signal)
  clock.after(1_000, () => stop.abort(new Error('enough')))
  await t.rejects(clock.run(call), { message: 'enough' })
  t.equal(clock.monotonic(), 1_000)
})

import t, { type Test } from 'tap'
import { hashPassword } from '../../../src/base/password-hash.ts'
import type { Bridge } from '../../../src/bridge.ts'
import { makeSale, printForm } from '../../chaos/sale.ts'
import { ShopWorld } from '../../portal/shop-world.ts'

async function open(t: Test) {
  const world = await ShopWorld.open({ pushes: false })
  t.teardown(() => world.close())
  const post = async (urlSecret: string, path: 'print' | 'check', payload: string, source = '10.0.0.1') => {
    const answer = await (world.bridge as Bridge).endpoints[path]({ urlSecret, body: Buffer.from(payload), source })
    return JSON.parse(answer) as { UUID?: string; ERRORS?: string[]; STATUS?: string }
  }
  const form = (number: number) => printForm(`check|d|${number}`, makeSale(world.random, number, number), number)
  return { world, post, form, secret: world.config.bitrix24.secret }
}

t.test('guessing the secret ends in B24-208; the portal is not locked out', async (t) => {
  const { world, post, form, secret } = await open(t)
  const codes: (string | undefined)[] = []
  for (let guess = 0; guess < 15; guess += 1)
    codes.push((await post(`guess${guess}`, 'print', form(1))).ERRORS?.[0]?.slice(0, 7))
  t.same([...new Set(codes.slice(0, 10))], ['B24-201'])
  t.same([...new Set(codes.slice(10))], ['B24-208'])
  t.match(
    (await post('guess', 'print', form(1))).ERRORS?.[0],
    /обновите адреса обработчика/,
    'the secret is to be mended',
  )
  t.same(await post('guess', 'check', `uuid=${'0'.repeat(26)}`), { STATUS: 'WAIT' })
  t.ok((await post(secret, 'print', form(2))).UUID, 'who knows the secret sells')
  await world.clock.advance(6_000)
  t.match((await post('guess', 'print', form(1))).ERRORS?.[0], /^B24-201/)
})

t.test('strangers without the secret keep no login from being tried', async (t) => {
  const { world, post, form, secret } = await open(t)
  const { bitrix24 } = world.config
  world.config = {
    ...world.config,
    bitrix24: { ...bitrix24, password: await hashPassword(bitrix24.password, new Uint8Array(16)) },
  }
  await world.stop()
  await world.start()
  for (let guess = 0; guess < 15; guess += 1) await post(`guess${guess}`, 'print', form(1))
  t.ok((await post(secret, 'print', form(2))).UUID)
})

t.test('wrong logins are counted too', async (t) => {
  const { post, form, secret } = await open(t)
  const wrong = form(1).replace('portal-password', 'another')
  for (let count = 0; count < 10; count += 1) t.match((await post(secret, 'print', wrong)).ERRORS?.[0], /^B24-203/)
  t.match((await post(secret, 'print', wrong)).ERRORS?.[0], /^B24-208.*логин и пароль/, 'the card is to be mended')
  t.ok((await post(secret, 'print', form(2))).UUID)
})

t.test('each source is counted by itself', async (t) => {
  const { post, form } = await open(t)
  for (let count = 0; count < 11; count += 1) await post('guess', 'print', form(1), '10.0.0.1')
  t.match((await post('guess', 'print', form(1), '10.0.0.1')).ERRORS?.[0], /^B24-208/)
  t.match((await post('guess', 'print', form(1), '10.9.9.9')).ERRORS?.[0], /^B24-201/)
})

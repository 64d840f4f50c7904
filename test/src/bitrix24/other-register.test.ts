import t from 'tap'
import type { Config } from '../../../src/config/config.ts'
import { Stage } from '../stage.ts'

const check = { uuid: 'check|shop|77' }
const first = '00106100000042'
const second = '00106100000043'

const twoRegisters = (config: Config): Config => ({
  ...config,
  registers: config.registers.flatMap((entry) => [
    { ...entry, numberKkm: first },
    { ...entry, id: 'kkm-2', default: false, numberKkm: second },
  ]),
})

t.test('another NUMBER_KKM moves a check only after a refusal that was told', async (t) => {
  const stage = await Stage.open({ config: twoRegisters })
  t.teardown(() => stage.stop())
  stage.register.control.paper('out')
  const uuid = String((await stage.print({ ...check, number_kkm: first }))['UUID'])
  const again = () => stage.print({ ...check, number_kkm: second })
  const register = async () => (await stage.bridge.store.find(uuid))?.registerId
  t.strictSame(await again(), { UUID: uuid })
  t.equal(await register(), 'kkm-1', 'the cashier may see it come out there')
  await stage.decide(uuid, { kind: 'cancel' })
  await stage.clock.advance(10_000)
  t.strictSame(await again(), { UUID: uuid })
  t.equal(await register(), 'kkm-1', 'Bitrix24 does not know yet')
  t.match(await stage.check(uuid), { STATUS: 'ERROR' })
  t.strictSame(await again(), { UUID: uuid })
  t.equal(await register(), 'kkm-2')
})

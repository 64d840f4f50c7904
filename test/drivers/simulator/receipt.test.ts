import t from 'tap'
import { cancelReceipt, openReceipt } from '../../../drivers/atol/commands/receipt.ts'
import { readRegister } from '../../../drivers/atol/commands/registers.ts'
import { readState } from '../../../drivers/atol/commands/state.ts'
import { amountOf, nestedOf, numberOf, textOf } from '../../../drivers/ffd/tags.ts'
import { kopecks, quantity } from '../../../drivers/money.ts'
import { benchRegister } from './bench-register.ts'

const extendedOf = async (register: Awaited<ReturnType<typeof benchRegister>>): Promise<string> => {
  const { value } = await register.ask(readRegister, { register: 55, p1: 0, p2: 0 })
  return Buffer.from(value).toString('hex')
}

t.test('a sale becomes a document with every tag', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.begin()
  t.equal(await register.requisite({ tag: 1021, value: 'Кассир Иванов' }), 0)
  t.equal(await register.requisite({ tag: 1055, value: 1 }), 0)
  t.equal(await register.requisite({ tag: 1008, value: 'a@example.ru' }), 0)
  t.equal(await register.requisite({ tag: 1192, value: 'mark-1' }), 0)
  t.equal(await register.item({ tax: 11, sum: kopecks(11_000) }, [{ tag: 2108, value: 11 }]), 0)
  t.equal(
    await register.item({
      name: 'Сырок',
      price: kopecks(12_990),
      quantity: quantity(1375),
      sum: kopecks(17_861),
      tax: 2,
    }),
    0,
  )
  t.equal(
    await register.item({ name: 'Пакет', price: kopecks(1000), quantity: quantity(1000), sum: kopecks(1000), tax: 6 }),
    0,
  )
  t.equal((await register.ask(readState, {})).sum, 29_861n)
  t.equal(await register.pay(2, 20_000n), 0)
  t.equal((await register.ask(readState, {})).mode, 0x41)
  t.equal(await register.pay(1, 10_000n), 0)
  t.equal(await register.closeReceipt(1), 0)
  const { tags } = register.machine.memory.records.at(-1) ?? { tags: [] }
  t.equal(numberOf(tags, 1054), 1)
  t.equal(numberOf(tags, 1055), 1)
  t.equal(amountOf(tags, 1020), 29_861n)
  t.equal(amountOf(tags, 1031), 9861n, 'cash as counted, not as tendered')
  t.equal(amountOf(tags, 1081), 20_000n)
  t.equal(amountOf(tags, 1215), 0n)
  t.equal(amountOf(tags, 1103), 1624n)
  t.equal(amountOf(tags, 1105), 1000n)
  t.equal(amountOf(tags, 1102), undefined)
  const others = nestedOf(nestedOf(tags, 1115)[0] ?? [], 1119)
  t.same(others, [
    [
      { tag: 1199, value: 11 },
      { tag: 1120, value: 1984n },
    ],
  ])
  const items = nestedOf(tags, 1059)
  t.same(
    items.map((item) => numberOf(item, 2108)),
    [11, 0, 0],
  )
  t.same(
    items.map((item) => amountOf(item, 1200)),
    [1984n, 1624n, undefined],
  )
  t.equal(textOf(tags, 1021), 'Кассир Иванов')
  t.equal(textOf(tags, 1192), 'mark-1')
  for (const tag of [1012, 1038, 1040, 1042, 1209]) t.type(numberOf(tags, tag), 'number', `${tag}`)
  for (const tag of [1009, 1013, 1018, 1037, 1041, 1048, 1060, 1077, 1187])
    t.type(textOf(tags, tag), 'string', `${tag}`)
  t.equal(register.machine.cash, 9861n)
})

t.test('what opens no receipt', async (t) => {
  const register = await benchRegister()
  const open = (type: number, flags = 0) => register.error(openReceipt, { flags, type })
  t.equal(await open(1), 0x66, 'mode 0')
  await register.mode(1)
  t.equal(await open(1), 0x8f, 'shift closed')
  await register.openShift()
  t.equal(await open(3), 0x6a, 'no such type')
  t.equal(await open(1, 1), 0, 'test only')
  t.equal(register.machine.receipt, undefined)
  t.equal(await open(1), 0)
  t.equal(await open(1), 0x9b, 'already open')
  t.equal(await register.error(cancelReceipt, {}), 0)
  t.equal(await register.error(cancelReceipt, {}), 0x9a)
  t.equal(register.machine.memory.last, 2, 'nothing of it is in the fiscal memory')
})

t.test('a register that opens the shift itself', async (t) => {
  const register = await benchRegister({ autoOpenShift: true })
  await register.mode(1)
  await register.sale()
  t.same(
    register.machine.memory.records.map((one) => one.code),
    [1, 2, 3],
  )
})

t.test('positions that are refused', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  t.equal(await register.item(), 0x9a, 'no receipt')
  await register.begin()
  const refused: [string, Parameters<typeof register.item>[0], number][] = [
    ['quantity 0', { quantity: quantity(0) }, 0x0a],
    ['sum above price x quantity', { sum: kopecks(11_002) }, 0x08],
    ['price over the limit', { price: kopecks(10_000_000_000n), quantity: quantity(1) }, 0x08],
    ['section', { section: 17 }, 0x7d],
    ['subject', { subject: 34 }, 0xe7],
    ['method', { method: 8 }, 0xee],
    ['tax row', { tax: 13 }, 0xee],
    ['marked goods without a code', { subject: 33 }, 0xee],
    ['tax above the sum', { taxSum: kopecks(20_000) }, 0xdf],
    ['no name', { name: ' ' }, 0xee],
  ]
  for (const [name, changes, error] of refused) {
    t.equal(await register.item(changes), error, name)
    await register.ask(cancelReceipt, {})
    await register.begin()
  }
  t.equal(await register.closeReceipt(), 0xee, 'no positions')
  t.match(await extendedOf(register), /^004a02060423/, '0206h: 1059 is missing')
})

t.test('a kopeck of residue stays, a larger difference is a discount', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.begin()
  await register.item({ price: kopecks(216_004), quantity: quantity(3000), sum: kopecks(648_013) })
  await register.item({ price: kopecks(1000), quantity: quantity(2000), sum: kopecks(1500) })
  await register.item({ price: kopecks(1000), quantity: quantity(1000), sum: kopecks(0) })
  t.equal(await register.closeReceipt(2), 0)
  const items = nestedOf(register.machine.memory.records.at(-1)?.tags ?? [], 1059)
  t.same(
    items.map((item) => amountOf(item, 1079)),
    [216_004n, 750n, 0n],
  )
  t.same(
    items.map((item) => amountOf(item, 1043)),
    [648_013n, 1500n, 0n],
  )
})

t.test('requisites in the wrong place', async (t) => {
  const register = await benchRegister()
  const mark = { tag: 1192, value: 'mark' }
  t.equal(await register.requisite(mark), 0x66, 'mode 0')
  await register.openShift()
  t.equal(await register.requisite(mark), 0x9a, 'no receipt')
  t.equal(await register.requisite({ tag: 2108, value: 0 }), 0xee)
  t.match(await extendedOf(register), /^00e80207/)
  await register.begin()
  t.equal(await register.item({}, [mark]), 0xee)
  t.match(await extendedOf(register), /^00e80208/)
  await register.ask(cancelReceipt, {})
  await register.begin()
  t.equal(await register.requisite(mark), 0)
  t.equal(await register.requisite(mark), 0xee)
  t.match(await extendedOf(register), /^00e80201/)
  t.equal(await register.requisite({ tag: 1055, value: 2 }), 0xee, 'not a registered tax system')
  t.match(await extendedOf(register), /^00e80103/)
  t.equal(await register.requisite({ tag: 1009, value: 'addr' }), 0xee, 'not for hosts to write')
  t.equal(await register.requisite({ tag: 1008, value: 'x'.repeat(65) }), 0xe8)
  t.equal(await register.item({}, [{ tag: 1162, value: Uint8Array.of(1, 2) }]), 0xee, 'a product code is for FFD 1.05')
})

t.test('FFD 1.05 takes product codes and no measure', async (t) => {
  const register = await benchRegister({ ffd: '1.05' })
  await register.openShift()
  await register.begin()
  const code = Uint8Array.from(Buffer.from('444D04a4b5', 'hex'))
  t.equal(await register.item({}, [{ tag: 1162, value: code }]), 0)
  t.equal(await register.closeReceipt(), 0)
  const { tags } = register.machine.memory.records.at(-1) ?? { tags: [] }
  const item = nestedOf(tags, 1059)[0] ?? []
  t.same(item.find((one) => one.tag === 1162)?.value, code)
  t.equal(numberOf(item, 2108), undefined)
  t.equal(numberOf(tags, 1209), 2)
})

t.test('payments', async (t) => {
  const register = await benchRegister()
  await register.openShift()
  await register.begin()
  t.equal(await register.pay(1, 100n), 0xee, 'nothing to pay for')
  await register.item()
  t.equal(await register.pay(11, 100n), 0x7e)
  t.equal(await register.pay(2, 11_001n), 0x71)
  t.equal(await register.closeReceipt(2, 11_001n), 0x71)
  t.equal(await register.closeReceipt(1, 10_999n), 0x86)
  t.equal(await register.closeReceipt(0), 0x72)
  t.equal(await register.pay(2, 1000n), 0)
  t.equal(await register.closeReceipt(1), 0x72, 'the rest is not taken for granted')
  t.equal(await register.item(), 0x66, 'no positions after a payment')
  t.equal(await register.pay(3, 10_000n), 0)
  t.equal(await register.closeReceipt(), 0)
  t.equal(register.machine.cash, 0n)
})

t.test('a return takes cash out, and cash control looks at the drawer', async (t) => {
  const register = await benchRegister({ cashControl: true })
  await register.openShift()
  await register.begin(2)
  await register.item()
  t.equal(await register.closeReceipt(1), 0x98)
  t.equal(await register.closeReceipt(2), 0)
  await register.sale()
  await register.begin(2)
  await register.item()
  t.equal(await register.closeReceipt(1), 0)
  t.equal(register.machine.cash, 0n)
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import { Stage } from '../../stage.ts'
import { captureHost } from '../capture-host.ts'

/** A shop with one receipt registered, one held against it and one refused; and the command, asked against its admin API. */
async function shop(t: Test) {
  const stage = await Stage.open()
  const server = createServer((request, response) => {
    void stage.admin(request.url ?? '').then(({ status, text }) => {
      response.statusCode = status
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(async () => {
    server.close()
    await stage.stop()
  })
  const { port } = server.address() as AddressInfo
  const uuids: string[] = []
  for (const buyer of ['one@example.ru', 'one@example.ru', 'two@example.ru']) {
    const { UUID } = await stage.print({ client_email: buyer })
    uuids.push(String(UUID))
    await stage.clock.advance(20_000)
    if (uuids.length === 2) stage.register.control.addFault('error@EB:08')
  }
  const receipts = async (...words: string[]) => {
    const captured = captureHost()
    await runProgram(['receipts', ...words, '--admin', `http://127.0.0.1:${port}`], captured.host)
    server.closeAllConnections()
    return captured
  }
  return { uuids, receipts, stage }
}

t.test('receipts on the command line', async (t) => {
  const { uuids, receipts } = await shop(t)
  const [registered = '', held = '', refused = ''] = uuids

  const all = (await receipts()).stdout()
  t.match(all.split('\n'), [
    /^23\.11\.2026 13:00:4\d +1161\.30 {2}отклонён, kkm-1$/,
    `  ${refused}  check|shop|3`,
    /1161\.30 {2}задержан, kkm-1$/,
    `  ${held}  check|shop|2`,
    /1161\.30 {2}зарегистрирован, ФД 3, смена 1, kkm-1$/,
    `  ${registered}  check|shop|1`,
    '',
  ])

  t.equal((await receipts('--state', 'held')).stdout().split('\n').length, 3, 'those of one state')
  t.match((await receipts('--find', 'two@example.ru')).stdout(), refused)
  t.equal((await receipts('--day', '2026-11-22')).stdout(), 'Таких чеков нет.\n')
  t.match((await receipts('--limit', '1')).stdout(), /check\|shop\|3\nПоказаны не все/)
  t.strictSame(JSON.parse((await receipts('--json', '--state', 'held')).stdout()).receipts[0].uuid, held)

  t.match((await receipts(registered)).stdout(), /Состояние +зарегистрирован: ФД 3, ФП \d+, ФН 9999\d+/)
  t.match((await receipts(held)).stdout(), /Состояние +задержан: Битрикс24 мог не получить ответ о таком же чеке/)
  t.match(
    (await receipts(refused)).stdout(),
    /Состояние +отклонён: [\s\S]+Что с ним было\n {2}23\.11\.2026 13:00:4\d {2}ждёт печати/,
  )
  for (const line of (await receipts(refused)).stdout().split('\n')) t.ok(line.length <= 80, line)

  t.match((await receipts('NONE')).stderr(), /NONE/)
  t.match((await receipts('--state', 'sold')).stderr(), /Состояния: accepted, held/)
  t.match((await receipts('--day', '2026-11-23', '--find', '1')).stderr(), /либо --day, либо --find/)
})

t.test('what people decided is told in words, of an old record too', async (t) => {
  const { uuids, receipts, stage } = await shop(t)
  const [, held = '', refused = ''] = uuids
  await stage.stop()
  const old = '"decisions":[{"by":"Анна","at":"2026-11-23T10:00:00.000Z","what":"release print","evidence":"overdue"}],'
  const files = stage.disk.mount()
  const path = `/data/open/${held}.json`
  await files.writeFile(path, (stage.disk.dump().get(path) ?? '').replace('"history":', `${old}"history":`), true)
  await stage.start()
  await stage.decide(held, { kind: 'cancel' })
  t.match((await receipts(held)).stdout(), /Решение +печатать; Анна\n +Решение +отменить; Анна\n/)
  t.match(await stage.bridge.store.find(held), { decisions: [{ what: 'release print' }, { what: { kind: 'cancel' } }] })
  t.notMatch((await receipts(refused)).stdout(), /Решение/)
})

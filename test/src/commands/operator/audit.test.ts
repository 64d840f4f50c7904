import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { runProgram } from '../../../../src/commands/program.ts'
import type { Audit, AuditReport } from '../../../../src/lane/run-audit.ts'
import { captureHost } from '../capture-host.ts'

const report: AuditReport = { registerId: 'kkm-1', fn: '9999078900001234', from: 1, to: 9, receipts: 2, findings: [] }
const clean: Audit = { clean: true, registers: [report], unread: [], records: [], uncompared: [] }

async function audited(t: Test, answer: Audit, words: readonly string[] = []) {
  const server = createServer((_, response) => response.end(JSON.stringify(answer)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const captured = captureHost()
  await runProgram(['audit', '--admin', `http://127.0.0.1:${port}`, ...words], captured.host)
  server.closeAllConnections()
  return captured
}

t.test('clean', async (t) => {
  const { stdout, exitCode } = await audited(t, clean)
  t.equal(stdout(), 'Касса kkm-1, ФН 9999078900001234: документы 1…9, чеков 2, расхождений 0\n')
  t.equal(exitCode(), 0)
  t.strictSame(JSON.parse((await audited(t, clean, ['--json'])).stdout()), clean)
})

t.test('each finding says what it is', async (t) => {
  const { stdout, exitCode } = await audited(t, {
    clean: false,
    registers: [
      {
        ...report,
        findings: [
          { kind: 'unclaimed', number: 3 },
          { kind: 'unclaimed', number: 4, mark: 'FB9999999999ZZZZ' },
          { kind: 'missing', uuid: 'A', number: 5 },
          { kind: 'differing', uuid: 'B', number: 6, detail: 'тот же документ и у чека C' },
          { kind: 'unreadable', number: 7 },
          { kind: 'nothing-to-read', number: 9 },
        ],
      },
    ],
    unread: [{ registerId: 'kkm-2', code: 'LINK_LOST', error: 'Нет связи с кассой.' }],
    records: [
      { kind: 'undecided', uuid: 'D', registerId: 'kkm-1', state: 'printing' },
      { kind: 'undecided', uuid: 'E', registerId: 'old', state: 'unresolved' },
      { kind: 'undecided', uuid: 'F', registerId: 'old', state: 'held' },
      { kind: 'record-unreadable', uuid: 'G' },
    ],
    uncompared: [
      { fn: '1', records: 12, why: 'replaced' },
      { fn: '2', records: 3, why: 'away' },
      { fn: '3', records: 1, why: 'unknown' },
    ],
  })
  t.equal(exitCode(), 1)
  const [, unmarked, marked, missing, differing, unreadable, nothing, unread, ...others] = stdout().split('\n')
  const [replaced, away, unknown, title, printing, unresolved, held, lost] = others
  t.match(nothing, /последний документ — ФД 9, сверять нечего/)
  t.match(replaced, /ФН 1: накопитель заменён, чеков без сверки 12/)
  t.match(away, /ФН 2: .*чеков без сверки 3 — подключите кассу с ним/)
  t.match(unknown, /ФН 3: мост его никогда не видел, .* 1 — проверьте номер ФН/)
  t.match(unmarked, /ФД 3: чек без записи и без метки/)
  t.match(marked, /ФД 4: чек с меткой FB9999999999ZZZZ, записи о нём нет/)
  t.match(missing, /A: по записи это ФД 5, а в накопителе такого чека нет/)
  t.match(differing, /B, ФД 6: расходятся — тот же документ и у чека C/)
  t.match(unreadable, /ФД 7: документ не читается/)
  t.equal(unread, 'Касса kkm-2 не сверена: Нет связи с кассой.')
  t.equal(title, 'Записи, которые не сверить: 4')
  t.match(printing, /D, касса kkm-1: печатается, .*повторите сверку/)
  t.match(unresolved, /E, касса old: .*ждёт решения человека: fiscal-bridge resolve/)
  t.match(held, /F, касса old: задержан, ждёт решения человека: fiscal-bridge release/)
  t.match(lost, /G: запись не читается.*резервной копии/)
})

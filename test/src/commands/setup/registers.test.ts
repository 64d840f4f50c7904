import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import t from 'tap'
import { systemClock } from '../../../../drivers/clock.ts'
import { systemFiles } from '../../../../drivers/files.ts'
import { silentLog } from '../../../../drivers/log.ts'
import { simulate } from '../../../../drivers/simulator/simulate.ts'
import { runProgram } from '../../../../src/commands/program.ts'
import { captureHost } from '../capture-host.ts'

async function look(words: readonly string[]) {
  const captured = captureHost({ clock: systemClock })
  await runProgram(['registers', ...words], captured.host)
  return captured
}

for (const protocol of ['v3', 'v2'] as const) {
  t.test(`a register of ${protocol} is found, and how to write it down`, async (t) => {
    const simulation = await simulate({
      tcp: 0,
      folder: t.testdir(),
      files: systemFiles,
      clock: systemClock,
      log: silentLog,
      zone: 'Europe/Moscow',
      protocol,
      random: (size) => new Uint8Array(size),
    })
    t.teardown(() => simulation.close())
    const { stdout, exitCode } = await look(['--tcp', `127.0.0.1:${simulation.tcpPort}`])
    t.match(stdout(), /Зав\. № +00106100000042/)
    t.match(
      stdout(),
      new RegExp(
        `"connection":\\s+\\{"type":"tcp","host":"127.0.0.1","port":${simulation.tcpPort},"protocol":"${protocol}"\\}`,
      ),
    )
    t.match(stdout(), /Касс найдено: 1\./)
    t.equal(exitCode(), 0)
    for (const line of stdout().split('\n')) t.ok(line.length <= 80, line)
  })
}

t.test('nothing there, somebody else there', async (t) => {
  const server = createServer((socket) => socket.on('data', () => socket.write('HTTP/1.1 400\r\n\r\n')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { stdout, exitCode } = await look(['--tcp', '127.0.0.1:1', '--tcp', `127.0.0.1:${port}`])
  t.match(stdout(), /порт не открывается/)
  t.match(stdout(), /Касс найдено: 0\./)
  t.equal(exitCode(), 1)
})

t.test('a wrong address', async (t) => {
  const { exitCode } = await look(['--tcp', 'a:b:c'])
  t.equal(exitCode(), 1)
})

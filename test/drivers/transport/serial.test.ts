import { spawn } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { hex } from '../../../drivers/bytes.ts'
import { systemClock } from '../../../drivers/clock.ts'
import { openTarget } from '../../../drivers/transport/connect.ts'
import type { Link } from '../../../drivers/transport/link.ts'
import { openSerial } from '../../../drivers/transport/serial.ts'
import { ptyPair, withoutSocat } from './pty.ts'

const baudRate = 115_200

/** Resolves when `count` bytes have come; says in how many deliveries. */
const collect = (link: Link, count: number): Promise<{ bytes: Uint8Array; deliveries: number }> =>
  new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let length = 0
    link.receive((bytes) => {
      chunks.push(bytes)
      length += bytes.length
      if (length >= count) resolve({ bytes: Buffer.concat(chunks), deliveries: chunks.length })
    })
  })

t.test('over a pair of pseudo-terminals', { skip: withoutSocat }, async (t) => {
  await t.test('carries bytes both ways', async (t) => {
    const { a, b } = await ptyPair(t)
    const [host, device] = await Promise.all([
      openTarget({ type: 'serial', path: a, baudRate }, systemClock),
      openSerial(b, { baudRate }),
    ])
    const [atDevice, atHost] = [collect(device, 3), collect(host, 2)]
    host.send(Uint8Array.of(0xfe, 0x00, 0x0d))
    device.send(Uint8Array.of(0x03, 0x0a))
    t.equal(hex((await atDevice).bytes), 'FE 00 0D')
    t.equal(hex((await atHost).bytes), '03 0A')
    t.equal(host.name, a)
    host.close()
    t.match((await host.closed).message, /closed/)
    host.send(Uint8Array.of(1))
    device.close()
    await device.closed

    const again = await openSerial(a, { baudRate })
    again.close()
  })

  await t.test('keeps up with the line', async (t) => {
    const { a, b } = await ptyPair(t)
    const [host, device] = await Promise.all([openSerial(a, { baudRate }), openSerial(b, { baudRate })])
    const size = 100_000
    const sent = Uint8Array.from({ length: size }, (_, at) => at * 7)
    const begun = performance.now()
    const arriving = collect(device, size)
    host.send(sent)
    const { bytes, deliveries } = await arriving
    const bytesPerSecond = (size * 1000) / (performance.now() - begun)
    t.equal(Buffer.compare(bytes, sent), 0)
    t.ok(bytesPerSecond > baudRate / 10, `${Math.round(bytesPerSecond)} bytes/s`)
    t.ok(deliveries < size / 4, `bytes are delivered together (${deliveries} deliveries)`)
    host.close()
    device.close()
  })

  await t.test('unplugged', async (t) => {
    const { a, unplug } = await ptyPair(t)
    const link = await openSerial(a, { baudRate })
    unplug()
    t.match((await link.closed).message, /unplugged/)
    link.send(Uint8Array.of(1))
    link.close()
  })

  await t.test('held by another program, whose name is told', async (t) => {
    const { a } = await ptyPair(t)
    const script = `import { SerialPort } from 'serialport'
      new SerialPort({ path: ${JSON.stringify(a)}, baudRate: 9600 }).on('open', () => console.log('open')).resume()`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: process.cwd() })
    t.teardown(() => holder.kill('SIGKILL'))
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await t.rejects(openSerial(a, { baudRate }), {
      name: 'LinkLost',
      kind: 'port-busy',
      message: new RegExp(`held by another program.*pid ${holder.pid}`),
    })
  })
})

t.test('no such port', async (t) => {
  await t.rejects(openSerial(join(t.testdir({}), 'none'), { baudRate }), {
    name: 'LinkLost',
    kind: 'gone',
    message: /no such port/,
  })
})

t.test('no port at all', async (t) => {
  const folder = t.testdir({ file: 'text' })
  await t.rejects(openSerial(join(folder, 'file'), { baudRate }), { name: 'LinkLost', message: /no serial port/ })
})

t.test('tcp target', async (t) => {
  await t.rejects(openTarget({ type: 'tcp', host: '127.0.0.1', port: 1 }, systemClock), { name: 'LinkLost' })
})

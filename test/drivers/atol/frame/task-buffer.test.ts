import fc from 'fast-check'
import t from 'tap'
import {
  type DeviceMessage,
  decodeDeviceMessage,
  decodeHostMessage,
  encodeDeviceMessage,
  encodeHostMessage,
} from '../../../../drivers/atol/frame/task-buffer.ts'
import { V3Decoder } from '../../../../drivers/atol/frame/v3.ts'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import trace from '../../../fixtures/atol-trace.json' with { type: 'json' }

t.test('every message of the sale trace, both ways', async (t) => {
  for (const step of trace.steps) {
    for (const { from, hex: wire } of step.v3) {
      const [event] = new V3Decoder().push(fromHex(wire))
      if (event?.kind !== 'frame') throw new Error(wire)
      if (from === 'host') {
        const message = decodeHostMessage(event.data)
        t.equal(hex(encodeHostMessage(message ?? { kind: 'abort' })), hex(event.data))
        if (message?.kind === 'add') t.equal(hex(message.body.subarray(2)), step.app.host)
      } else {
        const message = decodeDeviceMessage(event.data)
        t.equal(hex(encodeDeviceMessage(message ?? { kind: 'not-found' })), hex(event.data))
        if (message?.kind === 'async-result') t.equal(hex(message.reply), step.app.device)
      }
    }
  }
})

t.test('device messages (protocol 3.2)', async (t) => {
  const reply = fromHex('55 67 00')
  const messages: [string, DeviceMessage][] = [
    ['A1', { kind: 'pending' }],
    ['A2', { kind: 'in-progress' }],
    ['A3', { kind: 'result', reply: new Uint8Array() }],
    ['A4 55 67 00', { kind: 'error', reply }],
    ['A5', { kind: 'stopped', task: undefined }],
    ['A5 07', { kind: 'stopped', task: 7 }],
    ['A6 07 55 67 00', { kind: 'async-result', task: 7, reply }],
    ['A7 07 55 67 00', { kind: 'async-error', task: 7, reply }],
    ['A8', { kind: 'waiting' }],
    ['B1', { kind: 'overflow' }],
    ['B2', { kind: 'already-exists' }],
    ['B3', { kind: 'not-found' }],
    ['B4', { kind: 'illegal-value', parameter: undefined }],
    ['B4 01', { kind: 'illegal-value', parameter: 1 }],
  ]
  for (const [bytes, message] of messages) {
    t.equal(hex(encodeDeviceMessage(message)), bytes)
    t.strictSame(decodeDeviceMessage(fromHex(bytes)), message)
  }
})

t.test('host messages (protocol 3.1)', async (t) => {
  t.equal(hex(encodeHostMessage({ kind: 'req', task: 2 })), 'C3 02')
  t.strictSame(decodeHostMessage(fromHex('C3 02')), { kind: 'req', task: 2 })
  t.strictSame(decodeHostMessage(fromHex('C4')), { kind: 'abort' })
})

t.test('anything else is no message', async (t) => {
  for (const bytes of ['', 'C1', 'C1 01', 'C2', 'C2 01 02', 'C3', 'C3 01 02', 'C4 00', 'C5 01', 'A3']) {
    t.equal(decodeHostMessage(fromHex(bytes)), undefined, bytes)
  }
  for (const bytes of ['', '00', 'A6', 'A7', 'A9', 'B5', 'C1']) {
    t.equal(decodeDeviceMessage(fromHex(bytes)), undefined, bytes)
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      decodeHostMessage(bytes)
      decodeDeviceMessage(bytes)
    }),
  )
})

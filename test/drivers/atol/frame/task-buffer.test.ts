import fc from 'fast-check'
import t from 'tap'
import {
  type DeviceMessage,
  decodeDeviceMessage,
  decodeHostMessage,
  encodeAckAddAnswer,
  encodeDeviceMessage,
  encodeHostMessage,
  type HostMessage,
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
    ['A2 07', { kind: 'in-progress', task: 7 }],
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
  const body = fromHex('00 00 3F')
  const ackAdd = { kind: 'ack-add', acknowledged: 2, flags: 1, task: 3, body } as const
  t.equal(hex(encodeHostMessage(ackAdd)), 'C5 02 01 03 00 00 3F')
  t.strictSame(decodeHostMessage(fromHex('C5 02 01 03 00 00 3F')), ackAdd)
})

t.test('both states of the answer to AckAdd', async (t) => {
  const result = { kind: 'result', reply: new Uint8Array() } as const
  const both = (added: DeviceMessage, acknowledged: DeviceMessage = result) =>
    hex(encodeAckAddAnswer({ acknowledged, added }))
  t.equal(both({ kind: 'in-progress' }), 'A3 A2')
  t.equal(both({ kind: 'result', reply: fromHex('55 00') }), 'A3 A3 55 00')
  t.equal(both({ kind: 'overflow' }, { kind: 'not-found' }), 'B3 B1')
})

const byte = fc.nat(255)
const bytes = fc.uint8Array({ maxLength: 20 })
const task = { task: byte }
const hostMessages: fc.Arbitrary<HostMessage> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), flags: byte, ...task, body: bytes }),
  fc.record({ kind: fc.constantFrom('ack' as const, 'req' as const), ...task }),
  fc.constant({ kind: 'abort' as const }),
  fc.record({ kind: fc.constant('ack-add' as const), acknowledged: byte, flags: byte, ...task, body: bytes }),
)
const deviceMessages: fc.Arbitrary<DeviceMessage> = fc.oneof(
  fc.record({ kind: fc.constantFrom('result' as const, 'error' as const), reply: bytes }),
  fc.record({ kind: fc.constantFrom('async-result' as const, 'async-error' as const), ...task, reply: bytes }),
  fc.record({ kind: fc.constant('in-progress' as const), ...task }),
  fc.record({ kind: fc.constant('stopped' as const), task: fc.option(byte, { nil: undefined }) }),
  fc.constantFrom({ kind: 'in-progress' as const }, { kind: 'pending' as const }, { kind: 'not-found' as const }),
)

t.test('any message comes back from its bytes', async (t) => {
  fc.assert(fc.property(hostMessages, (sent) => t.same(decodeHostMessage(encodeHostMessage(sent)), sent)))
  fc.assert(fc.property(deviceMessages, (sent) => t.same(decodeDeviceMessage(encodeDeviceMessage(sent)), sent)))
})

t.test('anything else is no message', async (t) => {
  for (const bytes of ['', 'C1', 'C1 01', 'C2', 'C2 01 02', 'C3', 'C3 01 02', 'C4 00', 'C5 01', 'C5 01 01', 'A3']) {
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

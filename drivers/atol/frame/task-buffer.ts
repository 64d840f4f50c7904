/** Messages of the v3 task buffer (protocol 3.1, 3.2): the data of packets, for either end of the line. */

/** Bits of the flags of Add. */
export const taskFlags = {
  /** Keep and send the result; without it only an error is reported. */
  needResult: 0x01,
  /** An error of this task does not stop the queue. */
  ignoreError: 0x02,
  /** Wait for an external device in the background. */
  waitAsyncData: 0x04,
} as const

/** Task ids are 00h..DFh, chosen by the host. */
export const lastTaskId = 0xdf

export type HostMessage =
  /** `body` = access password (2 bytes BCD), command, parameters. */
  | { readonly kind: 'add'; readonly flags: number; readonly task: number; readonly body: Uint8Array }
  | { readonly kind: 'ack'; readonly task: number }
  | { readonly kind: 'req'; readonly task: number }
  | { readonly kind: 'abort' }
  /** Ack of `acknowledged` and Add of a new task in one (protocol 12). */
  | {
      readonly kind: 'ack-add'
      readonly acknowledged: number
      readonly flags: number
      readonly task: number
      readonly body: Uint8Array
    }

export type DeviceMessage =
  | { readonly kind: 'pending' | 'waiting' }
  /** `task` in the answer to Abort alone: that task could not be stopped, it still runs. */
  | { readonly kind: 'in-progress'; readonly task?: number }
  /** Answer to Add or Req: the reply; to Ack and Abort: empty. */
  | { readonly kind: 'result' | 'error'; readonly reply: Uint8Array }
  /** Never executed, since an earlier task failed. The task id is not always there. */
  | { readonly kind: 'stopped'; readonly task: number | undefined }
  | { readonly kind: 'async-result' | 'async-error'; readonly task: number; readonly reply: Uint8Array }
  | { readonly kind: 'overflow' | 'already-exists' | 'not-found' }
  /** `parameter`: 0 flags, 1 task id. */
  | { readonly kind: 'illegal-value'; readonly parameter: number | undefined }

/** The answer to AckAdd: the state of the one task, then that of the other with what belongs to it. */
export interface AckAddAnswer {
  readonly acknowledged: DeviceMessage
  readonly added: DeviceMessage
}

const hostCodes = { add: 0xc1, ack: 0xc2, req: 0xc3, abort: 0xc4, 'ack-add': 0xc5 } as const

const deviceCodes = {
  pending: 0xa1,
  'in-progress': 0xa2,
  result: 0xa3,
  error: 0xa4,
  stopped: 0xa5,
  'async-result': 0xa6,
  'async-error': 0xa7,
  waiting: 0xa8,
  overflow: 0xb1,
  'already-exists': 0xb2,
  'not-found': 0xb3,
  'illegal-value': 0xb4,
} as const satisfies Record<DeviceMessage['kind'], number>

const deviceKinds = new Map<number, DeviceMessage['kind']>(
  Object.entries(deviceCodes).map(([kind, code]) => [code, kind as DeviceMessage['kind']]),
)

export function encodeHostMessage(message: HostMessage): Uint8Array {
  const code = hostCodes[message.kind]
  switch (message.kind) {
    case 'add':
      return Uint8Array.of(code, message.flags, message.task, ...message.body)
    case 'ack':
    case 'req':
      return Uint8Array.of(code, message.task)
    case 'abort':
      return Uint8Array.of(code)
    case 'ack-add':
      return Uint8Array.of(code, message.acknowledged, message.flags, message.task, ...message.body)
  }
}

/** Undefined when the bytes are no message that a host sends. */
export function decodeHostMessage(data: Uint8Array): HostMessage | undefined {
  const [code, first, second, third] = data
  switch (code) {
    case hostCodes.add:
      if (first === undefined || second === undefined) return undefined
      return { kind: 'add', flags: first, task: second, body: data.subarray(3) }
    case hostCodes.ack:
      return first === undefined || data.length > 2 ? undefined : { kind: 'ack', task: first }
    case hostCodes.req:
      return first === undefined || data.length > 2 ? undefined : { kind: 'req', task: first }
    case hostCodes.abort:
      return data.length > 1 ? undefined : { kind: 'abort' }
    case hostCodes['ack-add']:
      if (first === undefined || second === undefined || third === undefined) return undefined
      return { kind: 'ack-add', acknowledged: first, flags: second, task: third, body: data.subarray(4) }
    default:
      return undefined
  }
}

export function encodeDeviceMessage(message: DeviceMessage): Uint8Array {
  const code = deviceCodes[message.kind]
  switch (message.kind) {
    case 'result':
    case 'error':
      return Uint8Array.of(code, ...message.reply)
    case 'stopped':
    case 'in-progress':
      return message.task === undefined ? Uint8Array.of(code) : Uint8Array.of(code, message.task)
    case 'async-result':
    case 'async-error':
      return Uint8Array.of(code, message.task, ...message.reply)
    case 'illegal-value':
      return message.parameter === undefined ? Uint8Array.of(code) : Uint8Array.of(code, message.parameter)
    case 'pending':
    case 'waiting':
    case 'overflow':
    case 'already-exists':
    case 'not-found':
      return Uint8Array.of(code)
  }
}

export const encodeAckAddAnswer = ({ acknowledged, added }: AckAddAnswer): Uint8Array =>
  Uint8Array.of(deviceCodes[acknowledged.kind], ...encodeDeviceMessage(added))

/** Undefined when the bytes are no message that a device sends. */
export function decodeDeviceMessage(data: Uint8Array): DeviceMessage | undefined {
  const kind = deviceKinds.get(data[0] ?? 0)
  switch (kind) {
    case undefined:
      return undefined
    case 'result':
    case 'error':
      return { kind, reply: data.subarray(1) }
    case 'stopped':
      return { kind, task: data[1] }
    case 'async-result':
    case 'async-error': {
      const task = data[1]
      return task === undefined ? undefined : { kind, task, reply: data.subarray(2) }
    }
    case 'illegal-value':
      return { kind, parameter: data[1] }
    case 'in-progress':
      return data[1] === undefined ? { kind } : { kind, task: data[1] }
    case 'pending':
    case 'waiting':
    case 'overflow':
    case 'already-exists':
    case 'not-found':
      return { kind }
  }
}

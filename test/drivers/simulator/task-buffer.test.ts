import t from 'tap'
import type { DeviceMessage } from '../../../drivers/atol/frame/task-buffer.ts'
import type { Executed } from '../../../drivers/simulator/device.ts'
import { TaskBuffer } from '../../../drivers/simulator/task-buffer.ts'

const good = Uint8Array.of(0x55, 0, 0)
const bad = Uint8Array.of(0x55, 0x66, 0)
const none = new Uint8Array(0)
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function buffer(capacity = 1000) {
  const running: ((executed: Executed) => void)[] = []
  const notified: DeviceMessage[] = []
  const executed: number[] = []
  const made = new TaskBuffer({
    capacity,
    execute: (body) => {
      executed.push(body[2] ?? 0)
      return new Promise((resolve) => running.push(resolve))
    },
    notify: (message) => notified.push(message),
  })
  const add = (task: number, flags = 1, command = 0x45, size = 0) => {
    const answer = made.answer({
      kind: 'add',
      flags,
      task,
      body: Uint8Array.of(0, 0, command, ...new Uint8Array(size)),
    })
    made.proceed()
    return answer
  }
  const finish = async (reply: Uint8Array): Promise<void> => {
    running.shift()?.({ reply, error: reply === bad })
    await settle()
  }
  return { made, add, finish, notified, executed }
}

t.test('tasks run one after the other in the order of Add', async (t) => {
  const { made, add, finish, notified, executed } = buffer()
  t.same(add(1, 1, 0x92), { kind: 'in-progress' })
  t.same(add(2, 1, 0x99), { kind: 'pending' })
  t.same(executed, [0x92])
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'in-progress' })
  t.same(made.answer({ kind: 'req', task: 2 }), { kind: 'pending' })
  t.same(made.answer({ kind: 'ack', task: 1 }), { kind: 'in-progress' })
  await finish(good)
  t.same(executed, [0x92, 0x99])
  t.same(notified, [{ kind: 'async-result', task: 1, reply: good }])
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'result', reply: good })
  t.same(made.answer({ kind: 'ack', task: 1 }), { kind: 'result', reply: new Uint8Array(0) })
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'not-found' })
  t.same(made.answer({ kind: 'ack', task: 1 }), { kind: 'not-found' })
})

t.test('a task without NeedResult is forgotten when it succeeds and reported when it fails', async (t) => {
  const { made, add, finish, notified } = buffer()
  add(1, 0)
  await finish(good)
  t.same(notified, [])
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'not-found' })
  add(2, 0, 0x92)
  await finish(bad)
  t.same(notified, [{ kind: 'async-error', task: 2, reply: bad }])
  t.same(made.answer({ kind: 'req', task: 2 }), { kind: 'error', reply: bad })
})

t.test('an error stops what follows until Abort', async (t) => {
  const { made, add, finish, executed } = buffer()
  add(1, 0, 0x92)
  add(2, 0, 0xea)
  add(3, 1, 0xeb)
  await finish(bad)
  t.same(executed, [0x92])
  t.same(made.answer({ kind: 'req', task: 2 }), { kind: 'stopped', task: 2 })
  t.same(made.answer({ kind: 'req', task: 3 }), { kind: 'stopped', task: 3 })
  t.same(add(4), { kind: 'stopped', task: 4 })
  t.same(made.answer({ kind: 'abort' }), { kind: 'result', reply: new Uint8Array(0) })
  t.same(add(4), { kind: 'in-progress' })
  t.same(executed, [0x92, 0x45])
})

t.test('with IgnoreError the following tasks go on', async (t) => {
  const { add, finish, executed } = buffer()
  add(1, 3, 0x92)
  add(2, 1, 0x99)
  await finish(bad)
  t.same(executed, [0x92, 0x99])
})

t.test('Abort does not interrupt a running task: it is named as long as it runs, and ends unheard', async (t) => {
  const { made, add, finish, notified, executed } = buffer()
  add(1, 1, 0x4a)
  add(2, 1, 0x92)
  t.same(made.answer({ kind: 'abort' }), { kind: 'in-progress', task: 1 })
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'in-progress' })
  t.same(made.answer({ kind: 'req', task: 2 }), { kind: 'not-found' }, 'what waited is gone')
  t.same(add(1), { kind: 'already-exists' })
  t.same(add(2, 1, 0x3f), { kind: 'pending' })
  t.same(made.answer({ kind: 'abort' }), { kind: 'in-progress', task: 1 }, 'however often')
  t.same(executed, [0x4a])
  await finish(good)
  t.same(notified, [])
  t.same(made.answer({ kind: 'req', task: 1 }), { kind: 'not-found' })
  t.same(made.answer({ kind: 'abort' }), { kind: 'result', reply: none })
  t.same(executed, [0x4a])
})

t.test('a task that Abort could not stop stops no other by its error', async (t) => {
  const { made, add, finish, executed } = buffer()
  add(1, 1, 0x92)
  made.answer({ kind: 'abort' })
  add(2, 1, 0x3f)
  await finish(bad)
  t.same(executed, [0x92, 0x3f])
})

t.test('AckAdd: the state of the one, then that of the other', async (t) => {
  const { made, add, finish, executed } = buffer()
  const ackAdd = (acknowledged: number, task: number) => {
    const body = Uint8Array.of(0, 0, 0x3f)
    const answer = made.answer({ kind: 'ack-add', acknowledged, flags: 1, task, body })
    made.proceed()
    return answer
  }
  add(1)
  await finish(good)
  t.same(ackAdd(1, 2), { acknowledged: { kind: 'result', reply: none }, added: { kind: 'in-progress' } })
  t.same(ackAdd(2, 3), { acknowledged: { kind: 'in-progress' }, added: { kind: 'pending' } })
  t.same(ackAdd(1, 3), { acknowledged: { kind: 'not-found' }, added: { kind: 'already-exists' } })
  t.same(executed, [0x45, 0x3f])
})

t.test('what cannot be added', (t) => {
  const { made, add } = buffer(30)
  t.same(made.answer({ kind: 'add', flags: 8, task: 1, body: new Uint8Array(3) }), {
    kind: 'illegal-value',
    parameter: 0,
  })
  t.same(made.answer({ kind: 'add', flags: 1, task: 0xe0, body: new Uint8Array(3) }), {
    kind: 'illegal-value',
    parameter: 1,
  })
  t.same(add(1), { kind: 'in-progress' })
  t.same(add(1), { kind: 'already-exists' })
  t.same(add(2, 1, 0x45, 20), { kind: 'overflow' })
  t.same(add(2), { kind: 'pending' })
  t.end()
})

t.test('without power nothing is left', async (t) => {
  const { made, add, finish, notified } = buffer()
  add(1)
  made.powerOff()
  await finish(good)
  t.same(notified, [])
  t.equal(made.size, 0)
})

import t from 'tap'
import { inheritedSockets } from '../../../src/service/sockets.ts'

const env = (fds: string, names?: string) => ({
  LISTEN_PID: '42',
  LISTEN_FDS: fds,
  ...(names !== undefined && { LISTEN_FDNAMES: names }),
})

t.test('sockets by their names', async (t) => {
  t.same(inheritedSockets(env('2', 'admin:public'), 42), { public: 4 }, 'the admin listener is never inherited')
  t.same(inheritedSockets(env('1', 'admin'), 42), {}, 'nor taken for the public one')
  t.same(inheritedSockets(env('1', 'public'), 42), { public: 3 })
})

t.test('a single socket without a name of ours is the public one', async (t) => {
  t.same(inheritedSockets(env('1'), 42), { public: 3 })
  t.same(inheritedSockets(env('1', 'fiscal-bridge.socket'), 42), { public: 3 })
  t.same(inheritedSockets(env('2'), 42), {}, 'of two nobody knows which is which')
})

t.test('nothing that is for somebody else, or malformed', async (t) => {
  t.same(inheritedSockets({}, 42), {})
  t.same(inheritedSockets(env('1', 'public'), 43), {})
  t.same(inheritedSockets(env('0', 'public'), 42), {})
  t.same(inheritedSockets(env('one', 'public'), 42), {})
  t.same(inheritedSockets(env('1', 'other:public'), 42), { public: 3 }, 'a name beyond the count names nothing')
})

import t from 'tap'
import { sourceReader } from '../../../src/public/source.ts'

t.test('whose request it is', async (t) => {
  const sourceOf = (edge: readonly string[], forwarded?: string, address = '127.0.0.1'): string =>
    sourceReader(edge)(address, forwarded)
  t.equal(sourceOf([], '10.1.1.1'), '127.0.0.1', 'nobody is believed by default')
  t.equal(sourceOf(['127.0.0.1'], '10.1.1.1'), '10.1.1.1')
  t.equal(sourceOf(['127.0.0.0/8'], '6.6.6.6, 10.1.1.1'), '10.1.1.1', 'only what the edge itself says')
  t.equal(sourceOf(['127.0.0.1', '10.1.1.1'], '6.6.6.6, 10.1.1.1'), '6.6.6.6', 'an edge behind an edge')
  t.equal(sourceOf(['10.0.0.1'], '10.1.1.1'), '127.0.0.1')
  t.equal(sourceOf(['127.0.0.1']), '127.0.0.1', 'an edge that says nothing')
  t.equal(sourceOf(['127.0.0.1'], 'rubbish'), 'rubbish')
  t.equal(sourceOf(['127.0.0.1'], '10.1.1.1', '::ffff:127.0.0.1'), '10.1.1.1', 'IPv4 on an IPv6 socket')
  t.equal(sourceOf(['fd00::/8'], '2001:db8::1', 'fd00::5'), '2001:db8::1')
})

import t from 'tap'
import { bodiesOf, type Door, isEmpty, open, textOf } from './client.ts'

/** Every request that is cut somewhere: sampled, `EVERY_CUT=1` at each byte. */
const every = process.env['EVERY_CUT'] === '1'

const body = 'type=sell&uuid=check%7Cd%7C1&total=100'
const chunked = ['5', body.slice(0, 5), '1c;ext=1', body.slice(5, 33), '5', body.slice(33), '0', '', ''].join('\r\n')

const requests = (['1.0', '1.1'] as const).flatMap((version) =>
  (['length', 'chunked'] as const).flatMap((encoding) =>
    (['print', 'check'] as const).map((endpoint) => {
      const head = `POST /bitrix24/s/${endpoint} HTTP/${version}\r\nHost: x\r\n`
      const length = `Content-Length: ${body.length}\r\n\r\n${body}`
      return {
        name: `${endpoint}, HTTP/${version}, ${encoding}`,
        text: head + (encoding === 'length' ? length : `Transfer-Encoding: chunked\r\n\r\n${chunked}`),
      }
    }),
  ),
)

/** What the other end does after its last byte. */
const ends = ['silent', 'half-closed', 'gone', 'reset'] as const

const limits = { headMs: 300, bodyMs: 300, closingMs: 100, connections: 10_000 }

/** Where a request is cut: some places, always those around the end of the head, and all but the last byte. */
function cutsOf(text: string): number[] {
  const head = text.indexOf('\r\n\r\n') + 4
  return [...Array(text.length).keys()].filter(
    (at) => every || at % 13 === 0 || Math.abs(at - head) < 3 || at === text.length - 1,
  )
}

async function outcome(door: Door, text: string, end: (typeof ends)[number]): Promise<unknown[] | undefined> {
  const socket = await door.dial()
  await new Promise((resolve) => socket.write(text, resolve))
  if (end === 'half-closed') socket.end()
  if (end === 'gone') socket.destroy()
  if (end === 'reset') socket.resetAndDestroy()
  return end === 'gone' || end === 'reset' ? undefined : bodiesOf(await textOf(socket))
}

for (const end of ends) {
  t.test(
    `a request whose other end is ${end} ends, wherever it was cut, and is never taken for a whole one`,
    async (t) => {
      const asked: string[] = []
      const note = (name: string) => async () => {
        asked.push(name)
        return `"${name}"`
      }
      const door = await open(t, limits, { print: note('print'), check: note('check') })
      for (const { name, text } of requests) {
        const cuts = cutsOf(text)
        const answers = await Promise.all(cuts.map((at) => outcome(door, text.slice(0, at), end)))
        const wrong = cuts.filter((at, index) => {
          const bodies = answers[index]
          // Of silence nothing need be said.
          return bodies !== undefined && String(bodies) !== (at === 0 ? '' : 'broken')
        })
        t.same(wrong, [], `${name}: ${cuts.length} cuts`)
      }
      t.ok(await isEmpty(door), 'nothing is left open')
      t.same(asked, [], 'no endpoint saw any of it')
    },
  )
}

t.test('the whole of each of them is taken', async (t) => {
  const door = await open(t, limits)
  for (const { name, text } of requests) {
    const socket = await door.dial()
    socket.end(text)
    t.same(bodiesOf(await textOf(socket)), [name.split(',')[0]], name)
  }
})

t.test('a body that drips has no more time than a silent one', async (t) => {
  const door = await open(t, limits)
  const socket = await door.dial()
  socket.write('POST /bitrix24/s/print HTTP/1.1\r\nContent-Length: 1000\r\n\r\n')
  const drip = setInterval(() => socket.write('x'), 20)
  t.same(bodiesOf(await textOf(socket)), ['broken'])
  clearInterval(drip)
})

import t from 'tap'
import { readBody } from '../../../../src/bitrix24/request/body.ts'
import { checkedUuid } from '../../../../src/bitrix24/request/check-request.ts'
import { contentOf } from '../../../../src/bitrix24/request/content.ts'
import { type Field, fieldAt, listOf, textOf } from '../../../../src/bitrix24/request/fields.ts'
import { codeOf, problemText } from '../../../../src/bitrix24/texts/problem.ts'

const read = (body: string | Uint8Array): ReturnType<typeof readBody> =>
  readBody(typeof body === 'string' ? Buffer.from(body, 'utf8') : body)

/** Fields as plain objects, or the code of what is wrong. */
const plain = (body: string | Uint8Array): unknown => {
  const result = read(body)
  const toPlain = (field: Field): unknown =>
    typeof field === 'string' ? field : [...field].map(([key, value]) => [key, toPlain(value)])
  return result.ok ? toPlain(result.fields) : codeOf(result.problem)
}
const code = (body: string | Uint8Array): string => {
  const result = read(body)
  return result.ok ? 'read' : codeOf(result.problem)
}

t.test('a form as PHP writes it', async (t) => {
  t.strictSame(plain('a=1&b%5B0%5D%5Bx%5D=y+z&b[1][x]=%2B&c='), [
    ['a', '1'],
    [
      'b',
      [
        ['0', [['x', 'y z']]],
        ['1', [['x', '+']]],
      ],
    ],
    ['c', ''],
  ])
  t.strictSame(
    plain('a[]=1&a[]=2'),
    [
      [
        'a',
        [
          ['0', '1'],
          ['1', '2'],
        ],
      ],
    ],
    'lists without indexes',
  )
  t.strictSame(
    plain('a=x]=y&b=1=2'),
    [
      ['a', 'x]=y'],
      ['b', '1=2'],
    ],
    'only the first = ends a key',
  )
  t.strictSame(plain('&&a=1&'), [['a', '1']])
  t.strictSame(plain('a[b[c]]=1&a[b[d]]=2'), [
    [
      'a',
      [
        ['b[c]', '1'],
        ['b[d]', '2'],
      ],
    ],
  ])
})

t.test('brackets that do not close make one unknown name', async (t) => {
  t.strictSame(plain('a[b][c=1&a[b]=2&a[=3&[=4&a]b[=5&a[b]c=6'), [
    ['a[b][c', '1'],
    ['a', [['b', '2']]],
    ['a[', '3'],
    ['[', '4'],
    ['a]b[', '5'],
    ['a[b]c', '6'],
  ])
})

t.test('bytes survive', async (t) => {
  const bytes = Buffer.from([...Array(256).keys()])
  const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  t.strictSame(plain(`a=${escaped}`), [['a', bytes.toString('latin1')]])
  const raw = Buffer.from([0x61, 0x3d, 0x00, 0xff, 0x1d, 0xd0])
  t.strictSame(plain(raw), [['a', '\x00\xff\x1d\xd0']])
})

t.test('JSON with numbers as they were written', async (t) => {
  t.strictSame(plain('\ufeff {"a":9600.10,"b":[1e2,{"c":true,"d":false}],"e":null,"f":"","g":[null,"x"]}'), [
    ['a', '9600.10'],
    [
      'b',
      [
        ['0', '1e2'],
        [
          '1',
          [
            ['c', '1'],
            ['d', '0'],
          ],
        ],
      ],
    ],
    ['f', ''],
    ['g', [['0', 'x']]],
  ])
  const text = (body: string) => {
    const result = read(body)
    const field = result.ok ? result.fields.get('a') : undefined
    return typeof field === 'string' ? textOf(field) : undefined
  }
  t.equal(text('{"a":"Мёд \\"0,5\\" \\u043b\\ud83c\\udf6f\\n\\u001d"}'), 'Мёд "0,5" л🍯\n\x1d')
  t.strictSame(plain('{}'), [])
})

t.test('bodies that cannot be read', async (t) => {
  t.equal(code(''), 'B24-101')
  t.equal(code(' \r\n'), 'B24-101')
  for (const cut of ['a=%', 'a=%d', 'a=%zz&b=1', 'a=1&b', 'a=1&b[c]']) t.equal(code(cut), 'B24-102', cut)
  for (const cut of [
    '{',
    '{"a"',
    '{"a":1',
    '{"a":"x',
    '{"a":1}}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":1}/**/',
    "{'a':1}",
    '[]',
    '[{}]',
  ]) {
    t.equal(code(cut), 'B24-102', cut)
  }
  for (const twice of [
    'a=1&a=1',
    'a=1&a[b]=1',
    'a[b]=1&a=1',
    'a[b]=1&a[b][c]=1',
    '{"a":1,"a":1}',
    '{"a":{"b":1,"\\u0062":1}}',
  ]) {
    t.equal(code(twice), 'B24-105', twice)
  }
})

t.test('what is wrong with a body is said in the language of the text', async (t) => {
  for (const [body, ru, en] of [
    ['{"a":1', 'неправильный JSON', 'malformed JSON'],
    ['a=1&b', 'поле без значения', 'a key without a value'],
    ['a=%d', 'обрезанный код %XX', 'an escape cut short'],
  ] as const) {
    const result = read(body)
    if (result.ok) throw new Error(`${body} is read`)
    t.ok(problemText(result.problem, 'ru').startsWith(`B24-102 Запрос пришёл обрезанным или испорченным (${ru}). `))
    t.ok(problemText(result.problem, 'en').startsWith(`B24-102 The request came cut or damaged (${en}). `))
  }
})

t.test('limits', async (t) => {
  t.equal(code(`a${'[b]'.repeat(64)}=1`), 'read')
  t.equal(code(`a${'[b]'.repeat(65)}=1`), 'B24-103')
  t.equal(code(`a${'[b]'.repeat(300_000)}=1`), 'B24-103')
  t.equal(code(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`), 'read')
  t.equal(code(`${'{"a":'.repeat(66)}1${'}'.repeat(66)}`), 'B24-103')
  t.equal(code('['.repeat(500_000)), 'B24-102')
  t.equal(code(`{"a":${'['.repeat(500_000)}`), 'B24-103')
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `k${at}=`).join('&')
  t.equal(code(keys(20_000)), 'read')
  t.equal(code(keys(20_001)), 'B24-104')
  t.equal(code(`{"a":[${'1,'.repeat(20_000)}1]}`), 'B24-104')
  t.equal(code(`{"a":[${'[],'.repeat(20_000)}[]]}`), 'B24-104')
})

t.test('a megabyte of nesting is read or refused at once', async (t) => {
  const million = 1_000_000
  const fill = (one: (at: number) => string): string => {
    const parts: string[] = []
    for (let length = 0, at = 0; length < million; at += 1) {
      const part = one(at)
      parts.push(part)
      length += part.length + 1
    }
    return parts.join('&')
  }
  const deep = '[b]'.repeat(62)
  for (const [what, body] of [
    ['new branches', fill((at) => `a${at}${deep}=1`)],
    ['one branch', fill((at) => `a${deep}[${at}][c]=1`)],
    ['lists without indexes', fill((at) => `a${'[]'.repeat(62)}[${at}]=1`)],
    ['open brackets', fill((at) => `a${at}${'[b'.repeat(62)}=1`)],
    ['JSON', `{"a":[${Array.from({ length: 4_000 }, () => `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`).join()}]}`],
    ['a long text far below', `a${deep}=${'%FF'.repeat(330_000)}`],
  ] as const) {
    const before = process.cpuUsage()
    const result = read(body)
    if (result.ok) contentOf(result.fields)
    const { user } = process.cpuUsage(before)
    t.ok(user < 2_000_000, `${what}: ${Math.round(user / 1000)} ms`)
  }
})

t.test('keys of prototypes are keys like others', async (t) => {
  for (const body of [
    '__proto__[x]=1&constructor[prototype][x]=1&a=2',
    '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"a":2}',
  ]) {
    const result = read(body)
    t.equal(result.ok && result.fields.get('a'), '2')
    t.equal(result.ok && fieldAt(result.fields, '__proto__', 'x'), '1')
    t.equal(Reflect.get({}, 'x'), undefined)
  }
})

t.test('lists are in the order of their indexes', async (t) => {
  const list = (body: string) => {
    const result = read(body)
    const field = result.ok ? result.fields.get('a') : undefined
    return typeof field === 'object' ? listOf(field) : undefined
  }
  t.strictSame(list('a[2]=c&a[0]=a&a[10]=d'), ['a', 'c', 'd'])
  t.equal(list('a[0]=a&a[x]=b'), undefined)
  t.equal(list('a[01]=a'), undefined)
})

t.test('the UUID of CHECK in either case', async (t) => {
  const uuid = (body: string) => {
    const result = read(body)
    return result.ok ? checkedUuid(result.fields) : 'unread'
  }
  t.equal(uuid('uuid=abc'), 'abc')
  t.equal(uuid('UUID=abc'), 'abc')
  t.equal(uuid('{"UUID":"abc"}'), 'abc')
  t.equal(uuid('uuid=abc&UUID=abc'), 'abc')
  t.equal(uuid('uuid=abc&UUID=abd'), undefined)
  t.equal(uuid('uuid='), undefined)
  t.equal(uuid('uuid[]=a'), undefined)
  t.equal(uuid('x=1'), undefined)
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import {
  type AnyCommand,
  decodeReply,
  decodeRequest,
  encodeError,
  encodeReply,
  encodeRequest,
} from '../../../../drivers/atol/commands/command.ts'
import { commandOf, commands } from '../../../../drivers/atol/commands/table.ts'
import { fromHex, hex, LayoutError } from '../../../../drivers/bytes.ts'
import { samples } from './samples.ts'

interface Step {
  readonly step: string
  readonly app: { readonly host: string; readonly device: string }
}
const trace = JSON.parse(readFileSync('test/fixtures/atol-trace.json', 'utf8')) as { readonly steps: readonly Step[] }

function known(request: Uint8Array): AnyCommand {
  const command = commandOf(request)
  if (command === undefined) throw new Error(`no command for ${hex(request)}`)
  return command
}

const byName = (name: string): AnyCommand => {
  const command = commands.find((one) => one.name === name)
  if (command === undefined) throw new Error(`no command ${name}`)
  return command
}

t.test('the published trace, both directions', async (t) => {
  for (const { step, app } of trace.steps) {
    const command = known(fromHex(app.host))
    t.equal(hex(encodeRequest(command, decodeRequest(command, fromHex(app.host)))), app.host, `${step} request`)
    const reply = decodeReply(command, fromHex(app.device))
    t.equal(hex(encodeReply(command, reply.values ?? {})), app.device, `${step} reply`)
  }
})

t.test('what the trace says', async (t) => {
  const step = (name: string) => trace.steps.find((one) => one.step === name)?.app ?? { host: '', device: '' }
  const state = decodeReply(byName('readState'), fromHex(step('T1').device)).values
  t.match(state, {
    cashier: 30,
    clock: { year: 2024, month: 5, day: 16, hour: 12, minute: 30, second: 0 },
    flags: { fiscalised: true, shiftOpen: false, paperPresent: true, coverOpen: false, fnActivated: true },
    serial: '00123456',
    model: 69,
    mode: 0,
    receiptNumber: 1,
    lastClosedShift: 6,
    receiptState: 0,
    sum: 0n,
    port: 4,
  })
  t.match(decodeRequest(byName('endItem'), fromHex(step('T7').host)), {
    price: 5500n,
    quantity: 2000n,
    sum: 11000n,
    tax: 2,
    subject: 1,
    method: 4,
    name: 'Молоко 3,2%',
  })
  t.match(decodeReply(byName('readFnStatus'), fromHex(step('T13').device)).values, {
    phase: 3,
    currentDocument: 0,
    shiftOpen: true,
    warnings: { ofdOverdue: false, critical: false },
    fn: '9999078900001234',
    lastDocument: 43,
  })
})

t.test('every command has one code and one sample', async (t) => {
  t.same(Object.keys(samples).toSorted(), commands.map(({ name }) => name).toSorted())
  t.equal(new Set(commands.map(({ code }) => code.join())).size, commands.length)
  for (const command of commands) t.equal(known(Uint8Array.from(command.code)), command, command.name)
  t.equal(commandOf(Uint8Array.of(0xa4, 0x99)), undefined)
  t.equal(commandOf(Uint8Array.of(0xa4)), undefined)
  t.equal(commandOf(new Uint8Array(0)), undefined)
})

t.test('samples as values and as bytes, both directions; no cut is mis-read', async (t) => {
  for (const [name, sample] of Object.entries(samples)) {
    const command = byName(name)
    if (sample.request !== undefined || sample.requestHex !== undefined) {
      const bytes = encodeRequest(command, sample.request ?? {})
      if (sample.requestHex !== undefined) t.equal(hex(bytes), sample.requestHex, `${name} request`)
      t.match(decodeRequest(command, bytes), sample.request ?? {}, name)
      rejectsCuts(bytes, command.code.length, (cut) => encodeRequest(command, decodeRequest(command, cut)))
    }
    if (sample.reply !== undefined || sample.replyHex !== undefined) {
      const bytes = encodeReply(command, sample.reply ?? {})
      if (sample.replyHex !== undefined) t.equal(hex(bytes), sample.replyHex, `${name} reply`)
      t.match(decodeReply(command, bytes).values, sample.reply ?? {}, name)
      rejectsCuts(bytes, 0, (cut) => {
        const { values } = decodeReply(command, cut)
        return values === undefined ? cut : encodeReply(command, values)
      })
    }
  }

  /** What is read from a cut message must be what stands in it, or nothing. */
  function rejectsCuts(bytes: Uint8Array, from: number, recode: (cut: Uint8Array) => Uint8Array): void {
    for (let size = from; size < bytes.length; size++) {
      const cut = bytes.subarray(0, size)
      try {
        if (!hex(recode(cut)).startsWith(hex(cut))) t.fail(`${hex(cut)} is mis-read`)
      } catch (error) {
        if (!(error instanceof LayoutError)) throw error
      }
    }
  }
})

t.test('replies of fixed length are rejected when cut or too long', async (t) => {
  for (const name of ['readState', 'readFnStatus', 'readShift', 'payReceipt', 'readCash']) {
    const command = byName(name)
    const request = hex(Uint8Array.from(command.code)).slice(0, 5)
    const golden = trace.steps.find(({ app }) => app.host.startsWith(request))?.app.device
    const bytes = golden === undefined ? encodeReply(command, samples[name]?.reply ?? {}) : fromHex(golden)
    const shortest = command.head === 'data' ? 2 : 1
    for (let size = shortest; size < bytes.length; size++) {
      t.throws(() => decodeReply(command, bytes.subarray(0, size)), LayoutError, `${name}, ${size} bytes`)
    }
    t.throws(() => decodeReply(command, Uint8Array.from([...bytes, 0])), LayoutError, `${name}, too long`)
  }
})

t.test('errors instead of a good reply', async (t) => {
  for (const command of commands.filter(({ head }) => head !== 'flags')) {
    t.same(decodeReply(command, encodeError(command, 0x66)), { error: 0x66 }, command.name)
    t.same(decodeReply(command, fromHex('55 66')), { error: 0x66 }, command.name)
    t.same(decodeReply(command, fromHex('55 66 00')), { error: 0x66 }, command.name)
  }
  t.same(encodeError(undefined, 0xf2), fromHex('55 F2 00'))
})

t.test('an acknowledgement may leave out its third byte, and has no fourth', async (t) => {
  const command = byName('closeReceipt')
  for (const good of ['55 00', '55 00 00', '55 00 07']) t.same(decodeReply(command, fromHex(good)).values, {})
  for (const bad of ['', '55', '44 00 00', '55 00 00 00'])
    t.throws(() => decodeReply(command, fromHex(bad)), LayoutError)
})

t.test('any bytes are read as something that reads again, or rejected', async (t) => {
  const property = fc.property(fc.constantFrom(...commands), fc.uint8Array({ maxLength: 130 }), (command, noise) => {
    try {
      const values = decodeRequest(command, Uint8Array.from([...command.code, ...noise]))
      decodeRequest(command, encodeRequest(command, values))
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error
    }
    try {
      const reply = decodeReply(command, noise)
      if (reply.values !== undefined) decodeReply(command, encodeReply(command, reply.values))
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error
    }
  })
  t.doesNotThrow(() => fc.assert(property, { numRuns: 3000 }))
})

t.test('a document code is read in either byte order', async (t) => {
  const command = byName('findDocumentTlv')
  t.match(decodeReply(command, fromHex('55 00 1F 00 2C 01')).values, { head: { code: 31, length: 300 } })
  t.match(decodeReply(command, fromHex('55 00 00 1F 01 2C')).values, { head: { code: 31, length: 300 } })
  t.throws(() => decodeReply(command, fromHex('55 00 01 1F 01 2C')), LayoutError)
  t.throws(() => encodeReply(command, { head: { code: 256, length: 0 } }), LayoutError)
})

t.test('a value that does not fit names its field', async (t) => {
  t.throws(() => encodeRequest(byName('payReceipt'), { flags: 0, form: 1, sum: 4_294_967_296n }), /^sum: /)
  t.throws(() => encodeRequest(byName('endItem'), { ...samples['endItem']?.request, name: 'Ж'.repeat(129) }), /^name: /)
  t.throws(() => encodeRequest(byName('endItem'), { ...samples['endItem']?.request, name: '×' }), /^name: /)
  t.throws(() => encodeRequest(byName('enterMode'), { mode: 256, password: 30 }), /^mode: /)
})

t.test('the cursor of the fiscal memory is never moved twice by a repeat', async (t) => {
  t.equal(byName('readNextTlv').effect, 'write')
  t.equal(byName('readNextRegistrationTlv').effect, 'write')
  t.equal(byName('findDocumentTlv').effect, 'read')
})

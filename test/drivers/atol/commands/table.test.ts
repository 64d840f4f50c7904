import { readFileSync } from 'node:fs'
import t from 'tap'
import { fromHex, hex } from '../../../../drivers/bytes.ts'
import { decodeReply, decodeRequest, encodeReply, encodeRequest } from '../../../../drivers/atol/commands/command.ts'
import { commandOf } from '../../../../drivers/atol/commands/table.ts'

interface Step {
  readonly step: string
  readonly app: { readonly host: string; readonly device: string }
}
const trace = JSON.parse(readFileSync('test/fixtures/atol-trace.json', 'utf8')) as { readonly steps: readonly Step[] }

for (const { step, app } of trace.steps) {
  t.test(`published trace, step ${step}, both directions`, async (t) => {
    const request = fromHex(app.host)
    const command = commandOf(request)
    if (command === undefined) throw new Error(`no command for ${app.host}`)
    t.equal(hex(encodeRequest(command, decodeRequest(command, request))), app.host)
    const reply = decodeReply(command, fromHex(app.device))
    if (reply.values === undefined) throw new Error('an error where a good reply is published')
    t.equal(hex(encodeReply(command, reply.values)), app.device)
  })
}

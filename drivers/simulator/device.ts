import { type AnyCommand, decodeRequest, encodeError, encodeReply } from '../atol/commands/command.ts'
import { commandOf } from '../atol/commands/table.ts'
import { hex, LayoutError } from '../bytes.ts'
import { sleep } from '../clock.ts'
import { handlers } from './handlers/all.ts'
import { check } from './machine/checks.ts'
import { refusals } from './machine/errors.ts'
import type { Handler } from './machine/handler.ts'
import { durationOf, workOf } from './machine/latency.ts'
import type { Machine } from './machine/machine.ts'
import { ExtendedRefusal, PowerCut, Refusal } from './machine/refusal.ts'

const passwordLength = 2

/** Name of a command in faults and logs: `4A`, `A430`. */
export const codeOf = (request: Uint8Array): string => {
  const command = commandOf(request)
  return hex(Uint8Array.from(command?.code ?? request.subarray(0, 1))).replaceAll(' ', '')
}

/** What came of a command: its reply, and whether that is an error, which the bytes of 45h and B3h do not tell. */
export interface Executed {
  readonly reply: Uint8Array
  readonly error: boolean
}

function decoded(command: AnyCommand, request: Uint8Array): unknown {
  try {
    return decodeRequest(command, request)
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error
    throw new Refusal(request.length <= command.code.length ? refusals.dataMissing : refusals.wrongLength)
  }
}

async function answer(machine: Machine, handler: Handler, request: unknown): Promise<Executed> {
  await machine.moment('start')
  check(machine, handler.rule)
  const values = await handler.handle(machine, request as never)
  await machine.moment('end')
  return { reply: encodeReply(handler.command, values as never), error: false }
}

/**
 * Executes one command given as `<password> <cmd> <params>` and returns what came of it. Never throws but
 * PowerCut: then there is nobody left to answer. Checks in the order of protocol 10.
 */
export async function execute(machine: Machine, body: Uint8Array): Promise<Executed> {
  const request = body.subarray(passwordLength)
  const command = commandOf(request)
  machine.command = codeOf(request)
  try {
    const parameters = command === undefined ? undefined : decoded(command, request)
    const password = Buffer.from(body.subarray(0, passwordLength)).toString('hex')
    if (password !== machine.settings.accessPassword) throw new Refusal(refusals.wrongPassword)
    const handler = command === undefined ? undefined : handlers.get(command)
    if (handler === undefined) throw new Refusal(request.length === 0 ? refusals.dataMissing : refusals.unknownCommand)
    const { latency, leastMs } = machine.settings
    const duration = Math.max(leastMs, durationOf(latency, workOf(request[0] ?? 0)))
    if (duration > 0) await sleep(machine.around.clock, duration)
    return await answer(machine, handler, parameters)
  } catch (error) {
    if (error instanceof PowerCut) throw error
    return { reply: encodeError(command, refused(machine, request, error)), error: true }
  }
}

/** The error byte of a refusal; whatever else broke (the disk of the kept state) is an unrecoverable fault of the device. */
function refused(machine: Machine, request: Uint8Array, error: unknown): number {
  if (error instanceof ExtendedRefusal) {
    machine.extended = [request[0] ?? 0, error.extended, ...error.details]
    return error.error
  }
  if (error instanceof Refusal) return error.error
  machine.around.log.error({ err: error, command: machine.command }, 'command failed')
  return refusals.fnFault
}

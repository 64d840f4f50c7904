import type { Command } from 'commander'
import type { RegisterView } from '../../admin/status-view.ts'
import type { Host } from '../cli/host.ts'
import { type AdminAddressOptions, adminAddress, withAdminOptions } from './admin-address.ts'
import { postJson } from './admin-client.ts'
import { chooseRegister } from './choose-register.ts'

export interface DeskOptions extends AdminAddressOptions {
  readonly register?: string
}

/** Options of every command that has a register do something. */
export const withDeskOptions = (command: Command): Command =>
  withAdminOptions(
    command.option('-r, --register <id>', 'касса; можно не указывать, если она одна или есть касса по умолчанию'),
  )

export interface DeskRequest {
  /** Path below `/api/registers/<id>/`. */
  readonly path: string
  readonly bodyOf?: (register: RegisterView) => object
  /** What to say while it runs: reports are printed for up to two minutes. */
  readonly progress: string
  readonly done: string
  /** What to say when it was so already. */
  readonly nothing?: string
}

/** Has the running bridge do something at a register, between two receipts. Throws OperatorError. */
export async function deskRequest(request: DeskRequest, options: DeskOptions, host: Host): Promise<void> {
  const address = await adminAddress(options, host)
  const register = await chooseRegister(address, options.register, host)
  if (host.stderr.isTTY === true) host.stderr.write(`Касса ${register.id}: ${request.progress}…\n`)
  const path = `/api/registers/${register.id}/${request.path}`
  const body = request.bodyOf?.(register) ?? {}
  const { result } = (await postJson(address, path, body, host.stopping)) as { readonly result: 'done' | 'nothing' }
  const text = result === 'nothing' ? (request.nothing ?? request.done) : request.done
  host.stdout.write(`Касса ${register.id}: ${text}.\n`)
}

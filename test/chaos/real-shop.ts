import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { marksOf } from '../../drivers/ffd/document.ts'
import type { Tags } from '../../drivers/ffd/tags.ts'
import { systemFiles } from '../../drivers/files.ts'
import { openFiscalMemory } from '../../drivers/simulator/machine/fiscal-memory.ts'
import { postForm } from '../bench/post-form.ts'
import { type RunningBridge, type RunningProgram, spawnBridge, spawnProgram } from '../bridge-process.ts'
import { portal } from './config.ts'

/** How the cable is made of: a TCP connection, or a pseudo-terminal. */
export type CableKind = 'tcp' | 'pty'

export interface Printed {
  readonly number: number
  readonly code: number
  readonly tags: Tags
  readonly marks: readonly string[]
}

/** How long a command of the register takes, ms: a receipt takes about a second, so that a kill finds it under way. */
const latencyMs = 60

/** A real daemon and a real simulated register as processes, on a folder of their own. */
export class RealShop {
  readonly folder: string
  readonly cable: CableKind
  bridge: RunningBridge | undefined
  register: RunningProgram | undefined
  #port = 0
  readonly #agent = new Agent({ keepAlive: false })
  /** Log of the daemon's present life. */
  log = ''

  private constructor(folder: string, cable: CableKind) {
    this.folder = folder
    this.cable = cable
  }

  static async open(cable: CableKind): Promise<RealShop> {
    const shop = new RealShop(await mkdtemp(join(tmpdir(), 'fiscal-bridge-chaos-')), cable)
    await mkdir(join(shop.folder, 'register'))
    await shop.startRegister()
    await writeFile(join(shop.folder, 'config.json'), JSON.stringify(shop.#config()))
    await shop.startBridge()
    return shop
  }

  #config(): object {
    const connection =
      this.cable === 'pty'
        ? { type: 'serial', path: join(this.folder, 'tty'), baudRate: 115200 }
        : { type: 'tcp', host: '127.0.0.1', port: this.#port }
    return {
      bitrix24: { ...portal, vat: { '1': 'none', '4': '10', '7': '22' } },
      data: 'data',
      registers: [{ id: 'kkm-1', default: true, taxSystem: 1, connection, timeZone: 'Europe/Moscow' }],
    }
  }

  async startRegister(): Promise<void> {
    const cable = this.cable === 'pty' ? ['--pty', join(this.folder, 'tty')] : ['--tcp', String(this.#port)]
    const words = ['simulate', ...cable, '--data', join(this.folder, 'register'), '--latency', String(latencyMs)]
    this.register = spawnProgram({ entry: 'dist', words, env: { TZ: 'Europe/Moscow' } })
    this.register.finished.catch(() => undefined)
    const [, port] = await this.register.line(/:(\d+)$|tty/)
    if (port !== undefined) this.#port = Number(port)
  }

  async startBridge(): Promise<void> {
    this.bridge = await spawnBridge('dist', join(this.folder, 'config.json'))
    this.log = ''
    this.bridge.child.stderr?.on('data', (text: string) => {
      this.log += text
    })
  }

  /** Undefined when nobody answers. */
  async post(path: 'print' | 'check', fields: object): Promise<Record<string, unknown> | undefined> {
    try {
      const url = `${this.bridge?.publicAddress}/bitrix24/${portal.secret}/${path}`
      return (await postForm(url, fields, this.#agent)) as Record<string, unknown>
    } catch {
      return undefined
    }
  }

  async admin(path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${this.bridge?.adminAddress}${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify({ by: 'operator', ...body }),
        headers: { 'content-type': 'application/json', 'x-fiscal-bridge': '1' },
      }),
    })
    return { status: answer.status, body: await answer.json() }
  }

  /** `fiscal-bridge audit` as a process: its exit status and what it said. */
  async audit(): Promise<{ readonly code: number | null; readonly text: string }> {
    const program = spawnProgram({ entry: 'dist', words: ['audit', '--admin', this.bridge?.adminAddress ?? ''] })
    const { code, stdout, stderr } = await program.finished
    return { code, text: stdout + stderr }
  }

  /** What the fiscal memory holds, read from a copy of its file: the oracle. */
  async documents(): Promise<Printed[]> {
    const copy = join(this.folder, 'copy')
    await rm(copy, { recursive: true, force: true })
    await cp(join(this.folder, 'register'), copy, { recursive: true })
    const { memory } = await openFiscalMemory(systemFiles, copy)
    return memory.records.map(({ number, code, tags }) => ({ number, code, tags, marks: marksOf(tags) }))
  }

  async kill(victim: 'bridge' | 'register'): Promise<void> {
    const process = this[victim]
    process?.child.kill('SIGKILL')
    await process?.finished
  }

  async close(): Promise<void> {
    await Promise.all([this.kill('bridge'), this.kill('register')])
    this.#agent.destroy()
    await rm(this.folder, { recursive: true, force: true })
  }
}

import type { Clock } from '../../../drivers/clock.ts'
import type { Files } from '../../../drivers/files.ts'
import type { Http } from '../../../drivers/http.ts'
import type { Environment } from '../../config/secrets.ts'
import type { RunProgram } from '../../service/run-program.ts'
import type { InheritedSockets } from '../../service/sockets.ts'

/** A stream of the process; `isTTY` when a person reads along. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean }

export interface TemporaryFolder {
  readonly path: string
  /** Removes the folder with everything in it. */
  readonly remove: () => Promise<void>
}

/** The machine as commands see it: made by the process entry point, and by tests. */
export interface Host {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Environment
  /** Who runs the command, as the system calls them. */
  readonly userName: string
  /** Current folder, absolute. */
  readonly cwd: string
  /** Folder of the installed package, absolute: config.example.json lies there. */
  readonly packageFolder: string
  /** IANA name of the host's time zone. */
  readonly timeZone: string
  readonly clock: Clock
  readonly files: Files
  /** Permission bits of a file. */
  readonly modeOf: (path: string) => Promise<number>
  /** Gives a file or folder the owner of another one; only root can, for anybody else nothing happens. */
  readonly copyOwner: (path: string, like: string) => Promise<void>
  /** Gives a file the permission bits of another one. */
  readonly copyMode: (path: string, like: string) => Promise<void>
  /** Asks another computer. */
  readonly http: Http
  /** Reads a line that is not shown, after a question. */
  readonly readSecret: (question: string) => Promise<string>
  /** Free bytes of the disk on which a file or folder lies. */
  readonly freeBytes: (path: string) => Promise<number>
  /** Unpredictable bytes. */
  readonly random: (size: number) => Uint8Array
  readonly temporaryFolder: () => Promise<TemporaryFolder>
  /** Number of this process. */
  readonly pid: number
  /** Sockets that listened before this process started. */
  readonly sockets: InheritedSockets
  /** Runs another program. */
  readonly run: RunProgram
  /** Calls `action` whenever the process is asked to read its settings again. */
  readonly onReload: (action: () => void) => void
  /** Aborted by the first signal that asks the process to end. */
  readonly stopping: AbortSignal
  /** Sets the exit code that the process will end with. */
  readonly exitWith: (code: number) => void
}

import { ByteLengthParser } from '@serialport/parser-byte-length'
import { SerialPort } from 'serialport'
import { Closing } from './closing.ts'
import { connectFailure } from './connect-failure.ts'
import { watchDevice } from './device-watch.ts'
import { Inbox } from './inbox.ts'
import { type Link, LinkLost } from './link.ts'
import { portHolder } from './port-holder.ts'

export interface SerialOptions {
  /** 8 data bits, no parity, 1 stop bit (protocol 0.4). */
  readonly baudRate: number
}

/**
 * Opens a serial port, locked against other programs. Each link is a port object of its own: one that is opened again sends
 * what was written while it was closed. Modem lines are left alone: closing must not drop DTR, which resets some devices,
 * and pseudo-terminals have none. Rejects with LinkLost saying why, and who holds the port when that can be seen.
 */
export async function openSerial(path: string, options: SerialOptions): Promise<Link> {
  const port = new SerialPort({
    path,
    baudRate: options.baudRate,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
    lock: true,
    hupcl: false,
    autoOpen: false,
  })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(error)))
  }).catch(async (error: Error) => {
    const failure = connectFailure(path, error)
    const holder = failure.kind === 'port-busy' ? await portHolder(path) : undefined
    throw holder === undefined
      ? failure
      : new LinkLost(`${failure.message}: ${holder}`, { cause: error, kind: 'port-busy' })
  })
  return link(path, port)
}

function link(path: string, port: SerialPort): Link {
  const inbox = new Inbox()
  const closing = new Closing()
  const unplugged = (cause?: Error): void => {
    lose(new LinkLost(`${path}: unplugged or switched off`, { cause }))
  }
  const unwatch = watchDevice(path, unplugged)
  const lose = (reason: LinkLost): void => {
    unwatch()
    inbox.shut()
    if (!closing.close(reason) || !port.isOpen) return
    port.close((error) => {
      // The port is given up in any case; a device that was pulled out cannot be closed properly.
      void error
    })
  }
  port.on('error', (error) => lose(connectFailure(path, error)))
  port.on('close', (error?: Error | null) => {
    if (error) unplugged(error)
    else lose(new LinkLost(`${path}: closed`))
  })
  receiveBytes(port, (bytes) => inbox.deliver(bytes))
  return {
    name: path,
    send(bytes) {
      // Never while closed: serialport would keep the bytes and send them after the next opening.
      if (closing.done || !port.isOpen) return
      port.write(bytes, (error) => {
        if (error) lose(connectFailure(path, error))
      })
    },
    receive: (listener) => inbox.receive(listener),
    closed: closing.closed,
    close: () => lose(new LinkLost(`${path}: closed`)),
  }
}

/** The parser tells the bytes one by one; those that one read of the port brought are delivered together. */
function receiveBytes(port: SerialPort, deliver: (bytes: Uint8Array) => void): void {
  let together: number[] = []
  port.pipe(new ByteLengthParser({ length: 1 })).on('data', (byte: Uint8Array) => {
    if (together.length === 0) {
      queueMicrotask(() => {
        const bytes = Uint8Array.from(together)
        together = []
        deliver(bytes)
      })
    }
    together.push(byte[0] as number)
  })
}

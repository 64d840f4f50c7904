/** `port-busy`: another program holds the port · `gone`: anything else. */
export type LossKind = 'gone' | 'port-busy'

/** Why a link is gone or cannot be had: `kind` for the program, `message` for the log. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost'
  readonly kind: LossKind

  constructor(message: string, options: ErrorOptions & { readonly kind?: LossKind } = {}) {
    super(message, options)
    this.kind = options.kind ?? 'gone'
  }
}

/**
 * A byte pipe to a register: serial port, TCP connection or memory. Guarantees:
 * bytes arrive in order, `receive` gets at least one byte a call, no byte is delivered after `closed` settled,
 * and a link never comes back: whoever wants one again opens a new one.
 */
export interface Link {
  /** What an operator would call it: `/dev/ttyACM0`, `192.168.10.1:5555`. */
  readonly name: string
  /** Hands bytes over for sending, in order. Once called, any of them may have left. Ignored when the link is gone. */
  send(bytes: Uint8Array): void
  /** Sets the one receiver; what arrived before is delivered first. */
  receive(listener: (bytes: Uint8Array) => void): void
  /** Resolves, never rejects, when the link is gone, with the reason. */
  readonly closed: Promise<LinkLost>
  close(): void
}

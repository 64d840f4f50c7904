/** The lower level of one connection, device side. */
export interface Endpoint {
  receive(bytes: Uint8Array): void
  /** The connection is gone. */
  close(): void
}

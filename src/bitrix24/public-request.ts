/** A request to one of the two addresses that Bitrix24 calls. */
export interface PublicRequest {
  readonly urlSecret: string
  readonly body: Uint8Array
  /** The header, as it came; it may name the character set. */
  readonly contentType?: string | undefined
  /** Whose request it is: the address of the socket, or what a trusted edge says of it. */
  readonly source: string
}

/** A request to one of the two addresses that Bitrix24 calls. */
export interface PublicRequest {
  readonly urlSecret: string
  readonly body: Uint8Array
  /** Whose request it is: the address of the socket, or what a trusted edge says of it. */
  readonly source: string
}

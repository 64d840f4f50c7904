/** A request of the admin API that cannot be answered; `message` is Russian, for the person who asked. */
export class AdminError extends Error {
  override readonly name = 'AdminError'
  readonly statusCode: number

  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

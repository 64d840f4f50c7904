/** The register refuses a command: the error byte of its reply (protocol 6). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly error: number

  constructor(error: number) {
    super(`error ${error.toString(16).toUpperCase().padStart(2, '0')}h`)
    this.error = error
  }
}

/** A refusal whose reason stands in register 55 (protocol 4.7, 6). */
export class ExtendedRefusal extends Refusal {
  /** 0101h … 0303h. */
  readonly extended: number
  /** Two numbers of two bytes each; for 0206h the first is the missing tag. */
  readonly details: readonly [number, number]

  constructor(extended: number, detail = 0) {
    super(0xee)
    this.extended = extended
    this.details = [detail, 0]
  }
}

/** The power went while a command was being executed: there is nobody left to answer it. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut'
}

/** What a person vouches for where a fiscal memory cannot be read (promise, rule 17). */
export type Word =
  /** What became of the receipt. */
  | 'attested'
  /** That, too; and that a register which does not answer never comes back: its silence is no reason to wait. */
  | 'gone'

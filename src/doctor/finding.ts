/** What a check found: `skipped` when it could not be made or does not apply. */
export type Answer = 'yes' | 'no' | 'doubtful' | 'skipped'

export interface Finding {
  /** What was asked, in Russian: reads as a statement that is true or not. */
  readonly title: string
  readonly verdict: Answer
  /** What was seen. */
  readonly detail?: string
  /** What to do about it. */
  readonly mend?: string
}

export const yes = (title: string, detail?: string): Finding => ({
  title,
  verdict: 'yes',
  ...(detail !== undefined && { detail }),
})
export const no = (title: string, detail: string, mend: string): Finding => ({ title, verdict: 'no', detail, mend })
export const doubtful = (title: string, detail: string, mend: string): Finding => ({
  title,
  verdict: 'doubtful',
  detail,
  mend,
})
export const skipped = (title: string, detail: string): Finding => ({ title, verdict: 'skipped', detail })

import type { Config } from './config.ts'

/** Whether the data belong to registers that owe the tax service something. */
export type Dealing = 'real' | 'simulated'

/** One real register makes the whole installation a real one. */
export const dealingOf = ({ registers }: Pick<Config, 'registers'>): Dealing =>
  registers.every(({ connection }) => connection.type === 'simulated') ? 'simulated' : 'real'

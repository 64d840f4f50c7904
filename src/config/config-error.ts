import { OperatorError } from '../base/operator-error.ts'

/** One thing wrong in the settings. `path` as a person writes it: `registers[0].connection.port`. */
export interface SettingProblem {
  readonly path: string
  /** In Russian: what is wrong, what is wanted, an example. */
  readonly text: string
}

const plural = new Intl.PluralRules('ru')
const errorsWord = { one: 'ошибка', few: 'ошибки', many: 'ошибок', other: 'ошибки' } as const

function counted(count: number): string {
  const form = plural.select(count)
  return `${count} ${errorsWord[form === 'zero' || form === 'two' ? 'many' : form]}`
}

/** The settings cannot be used. Names every problem at once, so that one pass of editing mends them all. */
export class ConfigError extends OperatorError {
  override readonly name = 'ConfigError'
  readonly problems: readonly SettingProblem[]

  constructor(file: string, problems: readonly SettingProblem[]) {
    const lines = problems.map(({ path, text }) => `  ${path}: ${text}`)
    super(`В настройках ${file} ${counted(problems.length)}:\n${lines.join('\n')}`)
    this.problems = problems
  }
}

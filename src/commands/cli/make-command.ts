import { Command, type HelpConfiguration, type Option } from 'commander'
import type { Host } from './host.ts'

const headings: Readonly<Record<string, string>> = {
  'Usage:': 'Использование:',
  'Arguments:': 'Аргументы:',
  'Options:': 'Параметры:',
  'Commands:': 'Команды:',
}

/** What commander says about a command line it cannot use, said in Russian. */
const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+)'/, 'Нет такого параметра: $1.'],
  [/^error: unknown command '(.+)'/, 'Нет такой команды: $1.'],
  [/^error: option '(.+)' argument missing/, 'У параметра $1 не указано значение.'],
  [/^error: option '(.+)' argument '(.*)' is invalid\./, 'Значение «$2» параметра $1 не подходит.'],
  [/^error: command-argument value '(.*)' is invalid for argument '(.+?)'\./, 'Значение «$1» не подходит.'],
  [/^error: required option '(.+)' not specified/, 'Не указан обязательный параметр $1.'],
  [/^error: missing required argument '(.+)'/, 'Не указан аргумент $1.'],
  [/^error: too many arguments.*/, 'Лишние слова в команде.'],
  [/Allowed choices are (.+)\./, 'Можно: $1.'],
  [/\(Did you mean (.+)\?\)/, 'Возможно, имелось в виду $1.'],
]

const translate = (text: string): string =>
  mistakes.reduce((translated, [pattern, words]) => translated.replace(pattern, words), text)

/** An option's description with what commander would add in English. */
function optionText({ description, argChoices, defaultValue }: Option): string {
  const notes = [
    ...(argChoices === undefined ? [] : [argChoices.join(', ')]),
    ...(defaultValue === undefined ? [] : [`по умолчанию ${defaultValue}`]),
  ]
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`
}

const manners: HelpConfiguration = {
  styleTitle: (title) => headings[title] ?? title,
  styleUsage: (usage) => usage.replace('[options]', '[параметры]').replace('[command]', '[команда]'),
  subcommandTerm: (command) => command.name(),
  optionDescription: optionText,
}

export interface CommandTexts {
  readonly name: string
  /** What the command does, in Russian. */
  readonly summary: string
  /** Command lines that may be copied, without the program's name. */
  readonly examples: readonly string[]
}

/** A command with our manners: Russian help with examples, errors as exceptions, `--verbose`. */
export function makeCommand({ name, summary, examples }: CommandTexts, { stdout, stderr }: Host): Command {
  const lines = examples.map((example) => `  $ fiscal-bridge ${example}`.trimEnd())
  return new Command(name)
    .description(summary)
    .helpOption('-h, --help', 'показать эту справку')
    .option('--verbose', 'показывать подробности ошибок')
    .addHelpText('after', `\nПримеры:\n${lines.join('\n')}`)
    .configureHelp(manners)
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(translate(text)),
    })
    .exitOverride()
}

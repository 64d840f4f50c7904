import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import type { Files } from '../../drivers/files.ts'
import { OperatorError } from '../base/operator-error.ts'
import { ConfigError } from './config-error.ts'

/** Line and column, from 1, of an offset. */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `строка ${before.length}, символ ${(before.at(-1) ?? '').length + 1}`
}

/** Comments and a comma after the last element are allowed: people write this file by hand. */
function parseText(text: string, path: string): unknown {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true })
  if (errors.length === 0) return value
  throw new ConfigError(
    path,
    errors.map(({ error, offset }) => ({
      path: place(text, offset),
      text: `это не JSON (${printParseErrorCode(error)}). Проверьте кавычки, запятые и скобки. Пример: "port": 8080`,
    })),
  )
}

async function readText(path: string, files: Files): Promise<string> {
  try {
    return Buffer.from(await files.readFile(path))
      .toString('utf8')
      .replace(/^\uFEFF/, '')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new OperatorError(
      code === 'ENOENT'
        ? `Файла настроек ${path} нет. Скопируйте config.example.json под этим именем и впишите своё.`
        : `Файл настроек ${path} не читается (${code ?? 'ошибка'}). Проверьте права на него.`,
      { cause },
    )
  }
}

/** What the file holds, not yet checked. Throws ConfigError when it is not JSON, OperatorError when it cannot be read. */
export const readConfigFile = async (path: string, files: Files): Promise<unknown> =>
  parseText(await readText(path, files), path)

import { type Fields, textOf } from './fields.ts'

/**
 * The UUID that CHECK asks about: Bitrix24 sends `uuid`, its documentation `UUID`. Undefined when there is none,
 * or two that differ.
 */
export function checkedUuid(fields: Fields): string | undefined {
  const values = ['uuid', 'UUID'].map((key) => fields.get(key)).filter((value) => value !== undefined)
  const [first, second] = values
  if (typeof first !== 'string' || (second !== undefined && second !== first)) return undefined
  const uuid = textOf(first)?.trim()
  return uuid === '' ? undefined : uuid
}

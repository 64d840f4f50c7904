import type { HoldReason, ReceiptRecord } from './record.ts'

/** The other receipt of the same sale that a receipt is held because of; undefined when there is none. */
export function twinOf(because: HoldReason): string | undefined {
  switch (because.kind) {
    case 'lost-answer':
      return because.against
    case 'sold-since':
      return because.as
    case 'searching':
    case 'unsearched':
    case 'restored':
    case 'overdue':
      return undefined
  }
}

/** Why a held receipt cannot be a second name of that other one, for people; undefined when it can (promise, rule 16). */
export function objectionToSecondName(held: ReceiptRecord, other: ReceiptRecord): string | undefined {
  const { uuid, state, fingerprint } = held
  if (other.uuid === uuid) return `Чек ${uuid} не может быть повтором самого себя. Укажите другой чек.`
  if (other.state.name === 'alias') {
    return `Чек ${other.uuid} сам лишь второе имя другого чека. Укажите тот чек.`
  }
  if (other.fingerprint !== fingerprint) {
    return `Чеки ${uuid} и ${other.uuid} различаются содержимым: одним чеком они быть не могут.`
  }
  if (state.name === 'held' && state.tried !== undefined) {
    return `Чек ${uuid} уже пробовали напечатать: вторым именем другого чека ему не стать. Отмените его или отпустите в печать.`
  }
  return undefined
}

/**
 * Whether a receipt still is the sale that a second name was given to: a refused one may have come again with other goods, and
 * what becomes of those is no answer for the name. A tombstone has forgotten what it sold.
 */
export const standsFor = (second: Pick<ReceiptRecord, 'fingerprint'>, record: ReceiptRecord): boolean =>
  record.receipt === null || record.fingerprint === second.fingerprint

import type { HoldReason, ReceiptRecord } from './record.ts'

/** The receipt of the same sale that a held one is held against; undefined when it is held for another reason. */
export function heldAgainst(because: HoldReason): string | undefined {
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

/** Why a held receipt cannot be an alias of the other one, in Russian; undefined when it can (promise, rule 16). */
export function objectionToAlias(held: ReceiptRecord, other: ReceiptRecord): string | undefined {
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
 * Whether the receipt still has the goods of its alias. A refused receipt may have come again with other goods; a tombstone does
 * not know its goods, and counts as having them.
 */
export const standsFor = (alias: Pick<ReceiptRecord, 'fingerprint'>, record: ReceiptRecord): boolean =>
  record.receipt === null || record.fingerprint === alias.fingerprint

import type { StoredDocument } from '../../drivers/ffd/document.ts'
import { marksOf } from '../../drivers/ffd/document.ts'
import { instantOfSeconds } from '../../drivers/ffd/local-time.ts'
import { numberOf, textOf } from '../../drivers/ffd/tags.ts'
import { isMark, markOf } from '../../src/record/identity.ts'
import type { ReceiptRecord } from '../../src/record/record.ts'
import type { Bitrix24, Check, DoneAnswer } from './bitrix24.ts'
import { dataFolder, shopZone } from './config.ts'
import type { Host } from './host.ts'
import { type Operator, ownerOf } from './operator.ts'
import type { RegisterRoom } from './register-room.ts'
import { differenceOf } from './sale.ts'

/** The rules by name; a violation begins with one of these. */
const invariants = {
  I1: 'at most one document a receipt, and an order',
  I2: 'every accepted uuid ends: one document, a refusal with none, or visibly with a person',
  I3: 'DONE names attributes that exist and are the receipt’s',
  I4: 'refused means none, for ever',
  I5: 'no document belongs to two receipts',
  I6: 'no document of ours without a record',
  I7: 'with the faults gone everything settles in bounded time',
  I8: 'Bitrix24 only ever gets legal answers',
  I9: 'receipts are registered in the order of acceptance',
  I10: 'a receipt is not tried without end, nor closed twice',
  I12: 'a receipt is begun again no sooner than its closing command may take',
  I13: 'a decision never contradicts the fiscal memory',
  I14: 'nothing is begun without a fence, beside an unresolved receipt, or closed over another program’s document',
  I11: 'the daemon does not fail by itself',
} as const
export type Invariant = keyof typeof invariants

/** Attempts that a receipt may take in a world whose faults end. */
const attemptsAReceipt = 6

export interface Scene {
  readonly host: Host
  readonly room: RegisterRoom
  readonly portal: Bitrix24
  readonly operator: Operator
  readonly violate: (rule: Invariant, text: string) => void
}

const keyOf = ({ fn, number }: { fn: string; number: number }): string => `${fn}/${number}`

/** Documents of a check by its mark in the fiscal memories. */
function documentsOf({ host, room }: Pick<Scene, 'host' | 'room'>, check: Check): StoredDocument[] {
  const uuid = host.uuidOf(check.uuid)
  return uuid === undefined ? [] : room.marked(markOf(uuid))
}

/** What must hold the moment that the daemon decides something about a receipt. */
export function checkDecision({ host, room, violate }: Scene, uuid: string, event: string): void {
  switch (event) {
    case 'taken':
    case 'not-registered':
    case 'decided-refuse': {
      const found = room.marked(markOf(uuid))
      if (found.length > 0) violate('I13', `${event} for ${uuid}, which is FD ${found.map(keyOf).join(', ')}`)
      if (event === 'taken' && [...host.records().values()].some(({ state }) => state.name === 'unresolved')) {
        violate('I14', `${uuid} is begun while another receipt is unresolved`)
      }
      return
    }
    default:
      return
  }
}

/** What must hold the moment that Bitrix24 is told something. */
export function checkTold(scene: Scene, check: Check): void {
  switch (check.told.kind) {
    case 'done':
      checkDone(scene, check, check.told.answer)
      return
    case 'error':
      requireNone(scene, check, 'was told ERROR')
      return
    case 'errors':
      if (check.told.certain) requireNone(scene, check, 'was told ERRORS')
      return
    case 'nothing':
    case 'lost':
    case 'accepted':
      return
  }
}

function requireNone(scene: Scene, check: Check, why: string): void {
  const found = documentsOf(scene, check)
  if (found.length > 0) scene.violate('I4', `${check.uuid} ${why}, but is FD ${found.map(keyOf).join(', ')}`)
}

function checkDone(scene: Scene, check: Check, answer: DoneAnswer): void {
  const { room, host, portal, operator, violate } = scene
  const name = `${answer.FN_NUMBER}/${answer.FISCAL_DOC_NUMBER}`
  const document = room
    .documents()
    .find(({ fn, number }) => fn === answer.FN_NUMBER && number === answer.FISCAL_DOC_NUMBER)
  if (document === undefined) {
    violate('I3', `${check.uuid}: there is no FD ${name}`)
    return
  }
  const { tags } = document
  const differing = [
    document.code === 3 ? undefined : `code ${document.code}`,
    differenceOf(tags, check.sale),
    textOf(tags, 1077) === answer.FISCAL_DOC_ATTR ? undefined : `sign ${answer.FISCAL_DOC_ATTR}`,
    textOf(tags, 1037)?.trim() === answer.REG_NUMBER_KKT ? undefined : `RNM ${answer.REG_NUMBER_KKT}`,
    numberOf(tags, 1038) === answer.SHIFT_NUMBER ? undefined : `shift ${answer.SHIFT_NUMBER}`,
    numberOf(tags, 1042) === answer.FISCAL_RECEIPT_NUMBER ? undefined : `receipt ${answer.FISCAL_RECEIPT_NUMBER}`,
    sameMinute(tags, answer) ? undefined : `time ${answer.PRINT_END_TIME}`,
  ].filter((one) => one !== undefined)
  if (differing.length > 0) violate('I3', `${check.uuid}: FD ${name} differs: ${differing.join(', ')}`)
  const owner = ownerOf(host, portal, document)
  if (owner === check) return
  const alias = operator.aliases.get(host.uuidOf(check.uuid) ?? '')
  if (owner === undefined || alias !== host.uuidOf(owner.uuid)) {
    violate('I5', `${check.uuid} was given FD ${name} of ${owner?.uuid ?? 'another program'}`)
  }
}

/** The short proof of a receipt that cannot be read back knows its minute only. */
const sameMinute = (tags: StoredDocument['tags'], answer: DoneAnswer): boolean =>
  Math.abs(instantOfSeconds(numberOf(tags, 1012) ?? 0, shopZone) / 1000 - answer.PRINT_END_TIME) < 60

/** What must hold at any time. */
function checkAlways(
  { room, violate }: Pick<Scene, 'room' | 'violate'>,
  orderOf: (document: StoredDocument) => string | undefined,
): void {
  const seen = new Map<string, StoredDocument>()
  for (const document of room.documents()) {
    for (const mark of marksOf(document.tags).filter(isMark)) {
      const known = seen.get(mark)
      if (known !== undefined) violate('I1', `mark ${mark}: FD ${keyOf(known)} and ${keyOf(document)}`)
      seen.set(mark, document)
      const order = orderOf(document)
      if (order === undefined) continue
      const other = seen.get(order)
      if (other !== undefined && other !== document)
        violate('I1', `${order}: FD ${keyOf(other)} and ${keyOf(document)}`)
      seen.set(order, document)
    }
  }
}

/** What must hold once the faults are gone and everything has settled. */
export function checkEnd(scene: Scene): void {
  const { host, room, portal, operator, violate } = scene
  const records = host.records()
  for (const check of portal.checks) checkCheck(scene, check, records)
  checkAlways(scene, (document) => {
    const order = ownerOf(host, portal, document)?.sale.order
    return order === undefined ? undefined : `order ${order}`
  })
  checkClaims(scene, records)
  const torn = [...host.disk.dump().keys()].find((path) => path.includes('.corrupt-'))
  if (torn !== undefined) violate('I11', `a power cut left ${torn}`)
  if (room.closings > room.begun) violate('I10', `4Ah was executed ${room.closings} times for ${room.begun} receipts`)
  if (room.begun > attemptsAReceipt * portal.checks.length) violate('I10', `${room.begun} receipts were begun`)
  checkOrder(scene, [...operator.decided])
  for (const document of room.documents()) {
    const marks = marksOf(document.tags).filter(isMark)
    if (marks.length === 0) continue
    const owner = ownerOf(host, portal, document)
    if (owner === undefined) violate('I6', `FD ${keyOf(document)} has the mark ${marks} of no check`)
    else {
      const difference = differenceOf(document.tags, owner.sale)
      if (difference !== undefined) violate('I3', `FD ${keyOf(document)} of ${owner.uuid}: ${difference}`)
    }
  }
}

function checkCheck(scene: Scene, check: Check, records: ReadonlyMap<string, ReceiptRecord>): void {
  const { host, violate } = scene
  const documents = documentsOf(scene, check)
  const state = records.get(host.uuidOf(check.uuid) ?? '')?.state.name
  const where = `${check.uuid} (${check.told.kind}, record ${state ?? 'none'})`
  switch (check.told.kind) {
    case 'accepted':
      if (state !== 'held' && state !== 'unresolved')
        violate('I2', `${where} has no end, documents: ${documents.length}`)
      return
    case 'done':
      checkDone(scene, check, check.told.answer)
      return
    case 'error':
      requireNone(scene, check, 'was told ERROR')
      return
    case 'errors':
      if (check.told.certain) requireNone(scene, check, 'was told ERRORS')
      return
    case 'lost':
      if (state === 'accepted' || state === 'printing') violate('I7', `${where} is not settled`)
      return
    case 'nothing':
      violate('I7', `${where} was never answered`)
  }
}

/** The daemon's records against the oracle: each document has one owner, and the right one. */
function checkClaims({ host, room, violate }: Scene, records: ReadonlyMap<string, ReceiptRecord>): void {
  const claimed = new Map<string, string>()
  for (const { uuid, state } of records.values()) {
    if (state.name !== 'registered') continue
    const key = keyOf(state.document)
    const other = claimed.get(key)
    if (other !== undefined) violate('I5', `FD ${key} belongs to ${other} and ${uuid}`)
    claimed.set(key, uuid)
    const document = room.documents().find((one) => keyOf(one) === key)
    if (document === undefined) violate('I3', `${uuid} has FD ${key}, which does not exist`)
    else if (!marksOf(document.tags).includes(markOf(uuid))) violate('I5', `${uuid} has FD ${key} without its mark`)
  }
  const orphans = host.disk.content(`${dataFolder}/claims.json`) ?? ''
  for (const document of room.documents()) {
    const mark = marksOf(document.tags).find(isMark)
    if (mark !== undefined && !claimed.has(keyOf(document)) && !orphans.includes(mark)) {
      violate('I6', `FD ${keyOf(document)} with the mark ${mark} is nobody’s`)
    }
  }
}

/** First come, first registered, where nothing but the queue decided. */
function checkOrder(scene: Scene, decided: readonly string[]): void {
  const { host, portal, violate } = scene
  const records = host.records()
  const plain = portal.checks.filter((check) => {
    const alike = portal.checks.filter(({ sale }) => sale.lines[0]?.name === check.sale.lines[0]?.name)
    const uuid = host.uuidOf(check.uuid) ?? ''
    // Refused, told so in an answer that the disk swallowed, and sent once more: it queues anew.
    const anew = records.get(uuid)?.history.some(({ event }) => event === 'again') === true
    return check.resent === 0 && !anew && alike.length === 1 && !decided.includes(uuid)
  })
  for (const [index, earlier] of plain.entries()) {
    for (const later of plain.slice(index + 1)) {
      if (earlier.acceptedAt === undefined || earlier.acceptedAt > later.sentAt) continue
      const [first] = documentsOf(scene, earlier)
      const [second] = documentsOf(scene, later)
      if (first === undefined || second === undefined || first.fn !== second.fn) continue
      if (first.number > second.number) violate('I9', `${later.uuid} overtook ${earlier.uuid}`)
    }
  }
}

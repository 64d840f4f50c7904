import type { PrinterTrouble, RegisterStatus } from '../../../drivers/register.ts'
import type { HoldReason, StateName, UnresolvedReason } from '../../record/record.ts'

/** A state of a receipt: "the receipt is held". */
export const stateWords: Readonly<Record<StateName, string>> = {
  accepted: 'waits for print',
  held: 'held',
  printing: 'printing',
  registered: 'registered',
  refused: 'refused',
  unresolved: 'needs a decision',
  alias: 'alias of another',
}

/** Why nobody but a person can decide. */
export const unresolvedWords: Readonly<Record<UnresolvedReason, string>> = {
  'fn-changed': 'the FN was replaced while the receipt was printed',
  'memory-behind': 'the FN shows fewer documents than before the receipt',
  'document-unreadable': 'a document of the FN cannot be read and may be this receipt',
  'several-documents': 'several documents of the FN carry the mark of this receipt',
  'content-differs': 'the document with the mark of this receipt differs from it in content',
  'unmarked-lookalike': 'the FN holds a similar document without a mark, perhaps of another program',
  'third-attempt': 'three attempts did not print it, and nobody knows why',
  'record-unreadable': 'the file of the receipt cannot be read, only its name is known',
}

/** Why a receipt is held back. */
export const holdWords: Readonly<Record<HoldReason['kind'], string>> = {
  'lost-answer': 'Bitrix24 may not have got the answer about the same receipt',
  searching: 'the bridge looks whether another receipt sold its goods since it was refused',
  'sold-since': 'another receipt sold its goods since it was refused',
  unsearched: 'a receipt whose file cannot be read may have sold its goods since it was refused',
  overdue: 'it waited too long, another register may have printed it',
  restored:
    'the data of the bridge are older than the memory of the registers, it may have been cancelled or sold anew since',
}

export const paperWords: Readonly<Record<RegisterStatus['paper'], string>> = {
  present: 'present',
  low: 'running low',
  out: 'none',
}

export const coverWords: Readonly<Record<RegisterStatus['cover'], string>> = { closed: 'closed', open: 'open' }

export const printerWords: Readonly<Record<PrinterTrouble, string>> = {
  'no-link': 'no link to the printer',
  mechanical: 'a mechanical failure of the printer',
  cutter: 'the cutter failed',
  overheated: 'the print head is too hot',
  'paper-jam': 'paper is jammed',
  presenter: 'the presenter failed',
}

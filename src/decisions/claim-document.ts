import type { Claims } from '../lane/claims.ts'
import { nameOf } from '../lane/claims-file.ts'
import { isDocument } from '../lane/document-owner.ts'
import type { Ledger } from '../receipts/ledger.ts'
import type { DocumentJson } from '../record/receipt-json.ts'
import type { ReceiptRecord } from '../record/record.ts'
import { DecisionRefused, otherwise } from './decision-refused.ts'

/** Durably gives the document to the receipt, before its record says so. Throws DecisionRefused when another receipt has it. */
export async function claimDocument(claims: Claims, uuid: string, { fn, number }: DocumentJson): Promise<void> {
  const owner = await claims.claimForPerson(fn, number, uuid)
  if (owner !== undefined) throw takenBy(number, owner)
}

/** Throws DecisionRefused when another record is registered as the document. */
export async function requireUnregistered(
  { store }: Ledger,
  uuid: string,
  { fn, number }: DocumentJson,
): Promise<void> {
  for await (const { uuid: other, state } of store.all(() => undefined)) {
    if (other !== uuid && isDocument(state, fn, number)) throw takenBy(number, other)
  }
}

/** Throws DecisionRefused when a document with the receipt's mark was met, other than `but`. */
export function requireNoOrphan(claims: Claims, { uuid }: ReceiptRecord, but?: DocumentJson): void {
  const orphan = claims.orphanOf(uuid)
  if (orphan === undefined) return
  if (orphan.document.fn === but?.fn && orphan.document.number === but.number) return
  throw new DecisionRefused(`Чек напечатан: в накопителе ${orphan.document.fn} есть ${nameOf(orphan)} с его меткой.`)
}

const takenBy = (number: number, owner: string): DecisionRefused =>
  new DecisionRefused(`Документ ФД ${number} уже отдан чеку ${owner}. ${otherwise}`)

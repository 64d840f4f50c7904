import type { ReceiptState } from '../record/record.ts'
import type { ReceiptStore } from '../store/receipt-store.ts'

export const isDocument = (state: ReceiptState, fn: string, number: number): boolean =>
  state.name === 'registered' && state.document.fn === fn && state.document.number === number

/** The open receipt that is registered as the document. */
export const openOwner = (store: ReceiptStore, fn: string, number: number): string | undefined =>
  store.openReceipts().find(({ state }) => isDocument(state, fn, number))?.uuid

/** Which of the documents some record has, closed ones included. Reads them all: for what is rare. */
export async function registeredOf(store: ReceiptStore, fn: string, numbers: readonly number[]): Promise<number[]> {
  const registered: number[] = []
  if (numbers.length === 0) return registered
  try {
    for await (const { state } of store.all(() => undefined)) {
      if (state.name !== 'registered' || state.document.fn !== fn) continue
      if (numbers.includes(state.document.number)) registered.push(state.document.number)
    }
  } catch {
    // What cannot be read to the end may have more of them.
  }
  return registered
}

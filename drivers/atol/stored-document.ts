import { LayoutError } from '../bytes.ts'
import { numberOf, type Tag, textOf } from '../ffd/tags.ts'
import { TlvStream } from '../ffd/tlv.ts'
import type { StoredDocument } from '../register.ts'
import { RegisterError } from '../register-error.ts'
import { type Call, call } from './call.ts'
import { findDocumentTlv, readNextTlv } from './commands/fiscal-memory.ts'
import { errorCodes } from './errors.ts'
import type { Line } from './line.ts'
import { refusal } from './refusal.ts'

/** Reads asked for at once: about a small receipt's tags; what is asked for beyond the end is simply not executed. */
const firstBatch = 32
const nextBatch = 16

const nextTags = (count: number): Call[] => Array.from({ length: count }, () => call(readNextTlv, {}))

const malformed = (number: number, cause: unknown): RegisterError =>
  new RegisterError('PROTOCOL', 'unknown', `document ${number} is malformed`, { cause })

/**
 * A document by its TLV stream (A4h 45h, 46h), checked to be the one asked for: its 1040 (promise, rule 6). `fn` is the
 * number of the FN on the line. Undefined when the FN has none of that number.
 */
export async function readStored(
  line: Line,
  fn: string,
  number: number,
  signal?: AbortSignal,
): Promise<StoredDocument | undefined> {
  const stream = new TlvStream()
  const tags: Tag[] = []
  let code: number | undefined
  let batch = [call(findDocumentTlv, { document: number }), ...nextTags(firstBatch)] as Call[]
  for (;;) {
    const { answers, refused } = await line.list(batch, signal)
    try {
      for (const answer of answers) {
        if (code === undefined) code = answer['code'] as number
        else tags.push(...stream.push(answer['data'] as Uint8Array))
      }
      if (refused?.error === errorCodes.noData) {
        if (code === undefined) return undefined
        stream.end()
        break
      }
    } catch (error) {
      if (error instanceof LayoutError) throw malformed(number, error)
      throw error
    }
    if (refused !== undefined) throw await refusal(line, refused.name, refused.error)
    batch = nextTags(nextBatch)
  }
  const document = { fn: textOf(tags, 1041) ?? fn, number, code, tags }
  if (numberOf(tags, 1040) !== number || document.fn !== fn) {
    throw malformed(number, new LayoutError(`it calls itself ${numberOf(tags, 1040)} of ${document.fn}`))
  }
  return document
}
